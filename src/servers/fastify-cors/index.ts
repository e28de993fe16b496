import { code } from '../../model/prose.ts';
import { namedOptions, type OptionNames } from '../kit/cors-options.ts';
import { javascriptOptions } from '../kit/javascript-options.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { callMark, importLines, installSnippets, libraryNotes } from '../kit/npm-library.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet, Stack } from '../kit/stack.ts';
import { DEFAULT_METHODS, fastifyCors } from './model.ts';

/** As measured on Fastify 5 with @fastify/cors 11. */
const SIGNALS: readonly Signal[] = [
  {
    weight: 0.6,
    seen: (one) => headerOf(one, 'keep-alive') === 'timeout=72',
    evidence: (one) => [lineOf(one, 'Keep-Alive'), ' is the default of Fastify.'],
  },
  {
    weight: 0.4,
    seen: (one) =>
      one.status === 204 &&
      headerOf(one, 'access-control-allow-methods') === DEFAULT_METHODS.join(','),
    evidence: (one) => [
      lineOf(one, 'Access-Control-Allow-Methods'),
      ' is the default of ',
      code('@fastify/cors'),
      '.',
    ],
  },
];

/** Fastify with @fastify/cors. */
export const fastify: Stack = optionsStack({
  id: 'fastify-cors',
  label: 'Fastify · @fastify/cors',
  docs: 'https://github.com/fastify/fastify-cors#options',
  basis: 'measured',
  signals: SIGNALS,
  defaults: { methods: DEFAULT_METHODS, headers: 'any', maxAge: null },
  snippets: (proposal) => [
    registerSnippet(proposal),
    ...installSnippets(proposal, '@fastify/cors'),
  ],
  notes: (proposal) => libraryNotes(proposal, "const cors = require('@fastify/cors');"),
  answer: ({ options }, application) => fastifyCors(namedOptions(options, NAMES), application),
});

const NAMES = {
  origins: 'origin',
  credentials: 'credentials',
  methods: 'methods',
  headers: 'allowedHeaders',
  expose: 'exposedHeaders',
  maxAge: 'maxAge',
} as const satisfies OptionNames;

function registerSnippet(proposal: Proposal): Snippet {
  const around = callMark(proposal);
  return {
    file: 'app.js',
    language: 'javascript',
    place: [
      'Directly below ',
      code('const app = Fastify();'),
      ', above every route and other ',
      code('app.register'),
      ', instead of where ',
      code('@fastify/cors'),
      ' is registered now.',
    ],
    lines: [
      ...importLines(proposal, "import cors from '@fastify/cors';"),
      { text: 'await app.register(cors, {', mark: around },
      ...javascriptOptions(proposal.options, NAMES, '  '),
      { text: '});', mark: around },
    ],
  };
}
