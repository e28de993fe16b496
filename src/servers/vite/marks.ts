import { has } from '../../model/header-list.ts';
import { code, prose } from '../../model/prose.ts';
import { type Signal, urlSignal } from '../kit/marks.ts';
import { isNpmCorsPreflight } from '../kit/npm-cors/marks.ts';

export const SIGNALS: readonly Signal[] = [
  urlSignal(
    0.85,
    /^[a-z]+:\/\/[^/]+\/(?:.*\/)?(?:@vite\/|@fs\/|@id\/|node_modules\/\.vite\/)/,
    prose`Only Vite’s development server has such a path.`,
  ),
  urlSignal(
    0.3,
    /^http:\/\/[^/]+:5173\//,
    prose`Vite’s development server uses port ${code('5173')} by default.`,
  ),
  {
    weight: 0.3,
    seen: (one) =>
      isNpmCorsPreflight(one) &&
      has(one.headers, 'vary') &&
      !has(one.headers, 'x-powered-by') &&
      /^http:\/\/(?:localhost|127\.0\.0\.1)[:/]/.test(one.url),
    evidence: () => prose`The npm package ${code('cors')} answered a preflight on this machine, as
      in Vite’s development server.`,
  },
];
