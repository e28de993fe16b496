import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { namedOptions } from '../kit/cors-options.ts';
import { callSnippet, installSnippet, libraryNotes, withImport } from '../kit/library-call.ts';
import { NPM_CORS_NAMES } from '../kit/npm-cors/model.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { javascriptOptions } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';
import { SIGNALS } from './marks.ts';
import { DEFAULT_METHODS, fastifyCors } from './model.ts';

/** Fastify with @fastify/cors, whose options have the names of the npm package cors. */
export const fastify = optionsStack({
  id: 'fastify-cors',
  label: 'Fastify · @fastify/cors',
  kind: 'code',
  docs: 'https://github.com/fastify/fastify-cors#options',
  basis: 'measured',
  signals: SIGNALS,
  defaults: { methods: DEFAULT_METHODS, headers: 'any', maxAge: null },
  install: (proposal) => installSnippet(proposal, 'npm install @fastify/cors'),
  snippets: (proposal) => [registerSnippet(proposal)],
  notes: (proposal) => libraryNotes(proposal, IN_COMMON_JS),
  answer: ({ options }, application) =>
    fastifyCors(namedOptions(options, NPM_CORS_NAMES), application),
});

const IN_COMMON_JS: Prose = say`In a CommonJS file, write
  ${code("const cors = require('@fastify/cors');")} instead, and leave out ${code('await')}.`
  .fr`Dans un fichier CommonJS, écrivez plutôt ${code("const cors = require('@fastify/cors');")},
  sans ${code('await')}.`;

function registerSnippet(proposal: Proposal): Snippet {
  const call = callSnippet(
    proposal,
    {
      file: 'app.js',
      language: 'javascript',
      place: say`Paste directly below ${code('const app = Fastify();')}, above every route and
        other ${code('app.register')}. Remove the line that registers ${code('@fastify/cors')} now.`
        .fr`Collez juste en dessous de ${code('const app = Fastify();')}, au-dessus de toutes les
        routes et des autres ${code('app.register')}. Retirez la ligne qui enregistre
        ${code('@fastify/cors')} actuellement.`,
    },
    ['await app.register(cors, {'],
    javascriptOptions(proposal.options, NPM_CORS_NAMES, '  '),
    ['});'],
  );
  return withImport(proposal, "import cors from '@fastify/cors';", call);
}
