import { code, prose } from '../../model/prose.ts';
import { namedOptions, type OptionNames } from '../kit/cors-options.ts';
import { callSnippet, libraryNotes, withImport } from '../kit/library-call.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { javascriptOptions } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';
import { DEFAULT_METHODS, honoCors } from './model.ts';

const WITHOUT_QUERY = DEFAULT_METHODS.slice(0, -1).join(',');

/** As measured on Hono 4.13, whose list has QUERY at its end. Hono itself sends no name. */
const SIGNALS: readonly Signal[] = [
  {
    weight: 0.7,
    seen: (one) => headerOf(one, 'access-control-allow-methods') === DEFAULT_METHODS.join(','),
    evidence: (one) => prose`Hono sends ${lineOf(one, 'Access-Control-Allow-Methods')} by default.`,
  },
  {
    weight: 0.5,
    seen: (one) =>
      headerOf(one, 'access-control-allow-methods') === WITHOUT_QUERY &&
      /Access-Control-Request-Headers/.test(headerOf(one, 'vary')),
    evidence: (one) => prose`Hono before 4.13 sends ${lineOf(one, 'Access-Control-Allow-Methods')}
      together with ${lineOf(one, 'Vary')}.`,
  },
  {
    weight: 0.55,
    // 404 Not Found
    seen: (one) =>
      one.status === 404 &&
      headerOf(one, 'content-length') === '13' &&
      headerOf(one, 'content-type') === 'text/plain; charset=UTF-8',
    evidence: () => prose`A 404 of 13 bytes of text is Hono’s ${code('404 Not Found')}.`,
  },
];

/** Hono with its own middleware. */
export const hono = optionsStack({
  id: 'hono',
  label: 'Hono · hono/cors',
  docs: 'https://hono.dev/docs/middleware/builtin/cors',
  basis: 'measured',
  signals: SIGNALS,
  defaults: { methods: DEFAULT_METHODS, headers: 'any', maxAge: null },
  snippets: (proposal) => [useSnippet(proposal)],
  notes: (proposal) => [
    ...libraryNotes(proposal),
    prose`Keep the star in the path: ${code("app.use('/api', …)")} covers that one path and nothing
      below it. ${code("'/api/*'")} covers both.`,
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
  const call = callSnippet(
    proposal,
    {
      file: 'index.ts',
      language: 'typescript',
      place: prose`Paste directly below ${code('const app = new Hono();')}, above every route. Remove
        every other ${code('cors(…)')}.`,
    },
    ['app.use(', "  '/*',", '  cors({'],
    javascriptOptions(proposal.options, NAMES, '    '),
    ['  }),', ');'],
  );
  return withImport(proposal, "import { cors } from 'hono/cors';", call);
}
