import { code } from '../../model/prose.ts';
import { namedOptions, type OptionNames } from '../kit/cors-options.ts';
import { javascriptOptions } from '../kit/javascript-options.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { callMark, importLines, libraryNotes } from '../kit/npm-library.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet, Stack } from '../kit/stack.ts';
import { DEFAULT_METHODS, honoCors } from './model.ts';

const WITHOUT_QUERY = DEFAULT_METHODS.slice(0, -1).join(',');

/** As measured on Hono 4.13, whose list has QUERY at its end; Hono itself leaves no name. */
const SIGNALS: readonly Signal[] = [
  {
    weight: 0.7,
    seen: (one) => headerOf(one, 'access-control-allow-methods') === DEFAULT_METHODS.join(','),
    evidence: (one) => [lineOf(one, 'Access-Control-Allow-Methods'), ' is the default of Hono.'],
  },
  {
    weight: 0.5,
    seen: (one) =>
      headerOf(one, 'access-control-allow-methods') === WITHOUT_QUERY &&
      /Access-Control-Request-Headers/.test(headerOf(one, 'vary')),
    evidence: (one) => [
      lineOf(one, 'Access-Control-Allow-Methods'),
      ' beside ',
      lineOf(one, 'Vary'),
      ' is how Hono before 4.13 answers.',
    ],
  },
  {
    weight: 0.55,
    // 404 Not Found
    seen: (one) =>
      one.status === 404 &&
      headerOf(one, 'content-length') === '13' &&
      headerOf(one, 'content-type') === 'text/plain; charset=UTF-8',
    evidence: () => ['A 404 of 13 bytes of text is Hono’s ', code('404 Not Found'), '.'],
  },
];

/** Hono with its own middleware. */
export const hono: Stack = optionsStack({
  id: 'hono',
  label: 'Hono · hono/cors',
  docs: 'https://hono.dev/docs/middleware/builtin/cors',
  basis: 'measured',
  signals: SIGNALS,
  defaults: { methods: DEFAULT_METHODS, headers: 'any', maxAge: null },
  snippets: (proposal) => [useSnippet(proposal)],
  notes: (proposal) => [
    [
      'The star matters: ',
      code("app.use('/api', …)"),
      ' covers that one path and nothing below it; ',
      code("'/api/*'"),
      ' would.',
    ],
    ...libraryNotes(proposal),
  ],
  answer: ({ options }, application) => honoCors(namedOptions(options, NAMES), application),
});

const NAMES = {
  origins: 'origin',
  credentials: 'credentials',
  methods: 'allowMethods',
  headers: 'allowHeaders',
  expose: 'exposeHeaders',
  maxAge: 'maxAge',
} as const satisfies OptionNames;

function useSnippet(proposal: Proposal): Snippet {
  const around = callMark(proposal);
  return {
    file: 'index.ts',
    language: 'typescript',
    place: [
      'Directly below ',
      code('const app = new Hono();'),
      ', above every route, instead of each ',
      code('cors(…)'),
      ' that is there.',
    ],
    lines: [
      ...importLines(proposal, "import { cors } from 'hono/cors';"),
      { text: 'app.use(', mark: around },
      { text: "  '/*',", mark: around },
      { text: '  cors({', mark: around },
      ...javascriptOptions(proposal.options, NAMES, '    '),
      { text: '  }),', mark: around },
      { text: ');', mark: around },
    ],
  };
}
