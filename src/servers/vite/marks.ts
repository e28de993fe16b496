import { has } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { type Signal, urlSignal } from '../kit/marks.ts';
import { isNpmCorsPreflight } from '../kit/npm-cors/marks.ts';

export const SIGNALS: readonly Signal[] = [
  urlSignal(
    0.85,
    /^[a-z]+:\/\/[^/]+\/(?:.*\/)?(?:@vite\/|@fs\/|@id\/|node_modules\/\.vite\/)/,
    say`Only Vite’s development server has such a path.`
      .fr`Seul le serveur de développement de Vite a un tel chemin.`,
  ),
  urlSignal(
    0.3,
    /^http:\/\/[^/]+:5173\//,
    say`Vite’s development server uses port ${code('5173')} by default.`
      .fr`Par défaut, le serveur de développement de Vite utilise le port ${code('5173')}.`,
  ),
  {
    weight: 0.3,
    seen: (one) =>
      isNpmCorsPreflight(one) &&
      has(one.headers, 'vary') &&
      !has(one.headers, 'x-powered-by') &&
      /^http:\/\/(?:localhost|127\.0\.0\.1)[:/]/.test(one.url),
    evidence: () =>
      say`The npm package ${code('cors')} answered a preflight on this machine, as in Vite’s
        development server.`
        .fr`Le paquet npm ${code('cors')} a répondu à une requête préliminaire sur cette machine,
        comme dans le serveur de développement de Vite.`,
  },
];
