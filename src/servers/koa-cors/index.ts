import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { namedOptions, type OptionNames } from '../kit/cors-options.ts';
import {
  callSnippet,
  inEsModule,
  installSnippet,
  libraryNotes,
  withImport,
} from '../kit/library-call.ts';
import { javascriptList } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { javascriptOptions } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';
import { SIGNALS } from './marks.ts';
import { DEFAULT_METHODS, koaCors } from './model.ts';

/** Koa with @koa/cors. */
export const koa = optionsStack({
  id: 'koa-cors',
  label: 'Koa · @koa/cors',
  kind: 'code',
  docs: 'https://github.com/koajs/cors#corsoptions',
  basis: 'measured',
  signals: SIGNALS,
  defaults: { methods: DEFAULT_METHODS, headers: 'any', maxAge: null },
  install: (proposal) => installSnippet(proposal, 'npm install @koa/cors'),
  snippets: (proposal) => [useSnippet(proposal)],
  notes: (proposal) => libraryNotes(proposal, inEsModule("import cors from '@koa/cors';")),
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

/** The option accepts no list, and a single text would be sent to every origin. */
const COMPARE = "(ctx) => (allowedOrigins.includes(ctx.get('Origin')) ? ctx.get('Origin') : '')";

function useSnippet(proposal: Proposal): Snippet {
  const { options } = proposal;
  const { value, mark } = options.origins;
  const call = callSnippet(
    proposal,
    {
      file: 'app.js',
      language: 'javascript',
      place: say`Paste directly below ${code('const app = new Koa();')}, above every other
        ${code('app.use')}. Remove every other ${code('cors(…)')}.`
        .fr`Collez juste sous ${code('const app = new Koa();')}, au-dessus de tout autre
        ${code('app.use')}. Retirez tout autre ${code('cors(…)')}.`,
    },
    ['app.use(', '  cors({'],
    javascriptOptions(options, NAMES, '    ', COMPARE),
    ['  }),', ');'],
  );
  const origins = { text: `const allowedOrigins = ${javascriptList(value)};`, mark };
  return withImport(proposal, "const cors = require('@koa/cors');", {
    ...call,
    lines: [origins, ...call.lines],
  });
}
