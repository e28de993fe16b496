import { code } from '../../model/prose.ts';
import { namedOptions, type OptionNames } from '../kit/cors-options.ts';
import { javascriptOptions } from '../kit/javascript-options.ts';
import { javascriptList } from '../kit/literals.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { callMark, importLines, installSnippets, libraryNotes } from '../kit/npm-library.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet, Stack } from '../kit/stack.ts';
import { DEFAULT_METHODS, koaCors } from './model.ts';

/** As measured on Koa 3 with @koa/cors 5; Koa itself leaves no name. */
const SIGNALS: readonly Signal[] = [
  {
    weight: 0.6,
    seen: (one) =>
      one.status === 204 &&
      headerOf(one, 'access-control-allow-methods') === DEFAULT_METHODS.join(',') &&
      headerOf(one, 'vary') === 'Origin',
    evidence: (one) => [
      lineOf(one, 'Access-Control-Allow-Methods'),
      ' is the default of ',
      code('@koa/cors'),
      '.',
    ],
  },
  {
    weight: 0.35,
    // Not Found
    seen: (one) =>
      one.status === 404 &&
      headerOf(one, 'content-length') === '9' &&
      headerOf(one, 'content-type') === 'text/plain; charset=utf-8' &&
      headerOf(one, 'keep-alive') === 'timeout=5',
    evidence: () => ['A 404 of 9 bytes of text from Node.js is Koa’s ', code('Not Found'), '.'],
  },
];

/** Koa with @koa/cors. */
export const koa: Stack = optionsStack({
  id: 'koa-cors',
  label: 'Koa · @koa/cors',
  docs: 'https://github.com/koajs/cors#corsoptions',
  basis: 'measured',
  signals: SIGNALS,
  defaults: { methods: DEFAULT_METHODS, headers: 'any', maxAge: null },
  snippets: (proposal) => [useSnippet(proposal), ...installSnippets(proposal, '@koa/cors')],
  notes: (proposal) => libraryNotes(proposal, "const cors = require('@koa/cors');"),
  answer: ({ options }, application) => koaCors(namedOptions(options, NAMES), application),
});

const NAMES = {
  origins: 'origin',
  credentials: 'credentials',
  methods: 'allowMethods',
  headers: 'allowHeaders',
  expose: 'exposeHeaders',
  maxAge: 'maxAge',
} as const satisfies OptionNames;

/** The option takes no list: a single text would be sent to everybody, whoever asks. */
const COMPARE = "(ctx) => (allowedOrigins.includes(ctx.get('Origin')) ? ctx.get('Origin') : '')";

function useSnippet(proposal: Proposal): Snippet {
  const { options } = proposal;
  const around = callMark(proposal);
  const { value: origins, mark } = options.origins;
  return {
    file: 'app.js',
    language: 'javascript',
    place: [
      'Directly below ',
      code('const app = new Koa();'),
      ', above every other ',
      code('app.use'),
      ', instead of each ',
      code('cors(…)'),
      ' that is there.',
    ],
    lines: [
      ...importLines(proposal, "import cors from '@koa/cors';"),
      { text: `const allowedOrigins = ${javascriptList(origins)};`, mark },
      { text: 'app.use(', mark: around },
      { text: '  cors({', mark: around },
      ...javascriptOptions(options, NAMES, '    ', () => COMPARE),
      { text: '  }),', mark: around },
      { text: ');', mark: around },
    ],
  };
}
