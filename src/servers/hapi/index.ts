import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { namedOptions, type OptionNames } from '../kit/cors-options.ts';
import { callSnippet, libraryNotes } from '../kit/library-call.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { javascriptOptions } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';
import { SIGNALS } from './marks.ts';
import { HEADERS, hapiCors, MAX_AGE } from './model.ts';

/** hapi with the `cors` option of its routes. */
export const hapi = optionsStack({
  id: 'hapi',
  label: 'hapi · routes.cors',
  kind: 'code',
  docs: 'https://hapi.dev/api/#-routeoptionscors',
  basis: 'measured',
  signals: SIGNALS,
  // A preflight lists only the requested method, if a route has it.
  defaults: { methods: 'any', headers: HEADERS.map((name) => name.toLowerCase()), maxAge: MAX_AGE },
  snippets: (proposal) => [serverOption(proposal)],
  notes: (proposal) => [
    ...libraryNotes(proposal),
    say`A route with ${code('cors')} in its own ${code('options')} uses that instead. hapi answers a
      method that no route has with 404.`
      .fr`Une route qui a ${code('cors')} dans ses propres ${code('options')} utilise ce réglage à
      la place. hapi répond 404 à une méthode qu’aucune route n’a.`,
  ],
  answer: ({ options }, application) =>
    hapiCors(namedOptions({ ...options, methods: null }, NAMES), application),
});

const NAMES = {
  origins: 'origin',
  credentials: 'credentials',
  methods: 'methods',
  headers: 'headers',
  expose: 'exposedHeaders',
  maxAge: 'maxAge',
} as const satisfies OptionNames;

function serverOption(proposal: Proposal): Snippet {
  return callSnippet(
    proposal,
    {
      file: 'server.js',
      language: 'javascript',
      place: say`Paste inside the object given to ${code('Hapi.server(…)')}, in place of the
        ${code('cors')} of the ${code('routes')} that is there.`
        .fr`Collez dans l’objet passé à ${code('Hapi.server(…)')}, à la place du ${code('cors')} des
        ${code('routes')} qui s’y trouve.`,
    },
    ['routes: {', '  cors: {'],
    // There is no list of methods: the routes decide.
    javascriptOptions({ ...proposal.options, methods: null }, NAMES, '    '),
    ['  },', '},'],
  );
}
