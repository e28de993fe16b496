import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { namedOptions, type OptionNames } from '../kit/cors-options.ts';
import { callSnippet, libraryNotes, withImport } from '../kit/library-call.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { javascriptOptions } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';
import { SIGNALS } from './marks.ts';
import { DEFAULT_METHODS, honoCors } from './model.ts';

/** Hono with its built-in middleware. */
export const hono = optionsStack({
  id: 'hono',
  label: 'Hono · hono/cors',
  kind: 'code',
  docs: 'https://hono.dev/docs/middleware/builtin/cors',
  basis: 'measured',
  signals: SIGNALS,
  defaults: { methods: DEFAULT_METHODS, headers: 'any', maxAge: null },
  snippets: (proposal) => [useSnippet(proposal)],
  notes: (proposal) => [
    ...libraryNotes(proposal),
    say`Keep the star in the path: ${code("app.use('/api', …)")} covers that one path and nothing
      below it. ${code("'/api/*'")} covers both.`
      .fr`Gardez l’étoile dans le chemin : ${code("app.use('/api', …)")} couvre ce seul chemin, et
      rien en dessous. ${code("'/api/*'")} couvre les deux.`,
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
      place: say`Paste directly below ${code('const app = new Hono();')}, above every route. Remove
        every other ${code('cors(…)')}.`
        .fr`Collez juste sous ${code('const app = new Hono();')}, au-dessus de toutes les routes.
        Retirez tout autre ${code('cors(…)')}.`,
    },
    ['app.use(', "  '/*',", '  cors({'],
    javascriptOptions(proposal.options, NAMES, '    '),
    ['  }),', ');'],
  );
  return withImport(proposal, "import { cors } from 'hono/cors';", call);
}
