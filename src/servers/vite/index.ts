import { has } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { isCorsPreflight } from '../express-cors/detect.ts';
import { DEFAULT_METHODS, type NpmCorsOptions, npmCors } from '../express-cors/model.ts';
import { NPM_CORS_NAMES, npmCorsOptions } from '../express-cors/options.ts';
import { javascriptOptions } from '../kit/javascript-options.ts';
import type { Signal } from '../kit/marks.ts';
import { callMark } from '../kit/npm-library.ts';
import { type Application, optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet, Stack } from '../kit/stack.ts';

/** Paths that only Vite's development server gives out. */
const OWN_PATHS = /^[a-z]+:\/\/[^/]+\/(?:.*\/)?(?:@vite\/|@fs\/|@id\/|node_modules\/\.vite\/)/;

const SIGNALS: readonly Signal[] = [
  {
    weight: 0.85,
    seen: (one) => OWN_PATHS.test(one.url),
    evidence: () => ['The path is one that only Vite’s development server has.'],
  },
  {
    weight: 0.3,
    seen: (one) => /^http:\/\/[^/]+:5173\//.test(one.url),
    evidence: () => ['Port ', code('5173'), ' is the default of Vite’s development server.'],
  },
  {
    weight: 0.3,
    seen: (one) =>
      isCorsPreflight(one) &&
      has(one.headers, 'vary') &&
      !has(one.headers, 'x-powered-by') &&
      /^http:\/\/(?:localhost|127\.0\.0\.1)[:/]/.test(one.url),
    evidence: () => [
      'On this machine, Vite’s development server answers preflights with the npm package ',
      code('cors'),
      '.',
    ],
  },
];

/** Vite's development server, which hands `server.cors` to the npm package cors (vite 8.3.8). */
export const vite: Stack = optionsStack({
  id: 'vite',
  label: 'Vite · server.cors',
  docs: 'https://vite.dev/config/server-options.html#server-cors',
  basis: 'measured',
  signals: SIGNALS,
  defaults: { methods: DEFAULT_METHODS, headers: 'any', maxAge: null },
  snippets: (proposal) => [serverSnippet(proposal)],
  notes: () => [LISTED_ONLY, RESTARTS],
  answer: ({ options }, application) => viteCors(npmCorsOptions(options), application),
});

/**
 * `server.cors` of Vite: what the npm package makes of it, with Vite's own default for the origins.
 * Read from vite 8.3.8, `src/node/server/index.ts`.
 */
export function viteCors(options: NpmCorsOptions, application: Application): Application {
  return npmCors({ origin: LOOPBACK, ...options }, application);
}

/** Pages of this machine. A list of origins takes its place. */
const LOOPBACK = /^https?:\/\/(?:(?:[^:]+\.)?localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

function serverSnippet(proposal: Proposal): Snippet {
  const around = callMark(proposal);
  const { options } = proposal;
  return {
    file: 'vite.config.js',
    language: 'javascript',
    place: [
      'Inside ',
      code('server: { … }'),
      ' of the configuration, instead of the ',
      code('cors'),
      ' that is there. Without a ',
      code('server'),
      ' put these lines into one.',
    ],
    lines: [
      { text: 'cors: {', mark: around },
      ...javascriptOptions(options, NPM_CORS_NAMES, '  '),
      { text: '},', mark: around },
    ],
  };
}

const LISTED_ONLY: Prose = [
  'Without these options Vite lets every page on this machine read it. With them, only pages from ',
  'the listed origins can.',
];

const RESTARTS: Prose = ['Vite restarts by itself when its configuration is saved.'];
