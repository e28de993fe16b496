import type { ObservedAnswer } from '../../model/observation.ts';
import { code, prose } from '../../model/prose.ts';
import { namedOptions, type OptionNames } from '../kit/cors-options.ts';
import { callSnippet, libraryNotes } from '../kit/library-call.ts';
import { headerOf, headerSignal, lineOf, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { javascriptOptions } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';
import { EXPOSED, HEADERS, hapiCors, MAX_AGE } from './model.ts';

/** As measured on hapi 21, which sends no name. */
const SIGNALS: readonly Signal[] = [
  headerSignal(
    0.85,
    'Access-Control-Expose-Headers',
    new RegExp(`^${EXPOSED.join(',')}`),
    (line) => prose`hapi sends ${line} by default.`,
  ),
  headerSignal(
    0.7,
    'Access-Control-Allow-Headers',
    new RegExp(`^${HEADERS.join(',')}`),
    (line) => prose`hapi sends ${line} by default.`,
  ),
  {
    weight: 0.7,
    seen: (one) => one.kind === 'preflight' && one.status === 200 && isUncachedJson(one),
    evidence: () => prose`hapi rejects a preflight with 200 and a message in JSON.`,
  },
  {
    weight: 0.55,
    // {"statusCode":404,"error":"Not Found","message":"Not Found"}
    seen: (one) =>
      one.status === 404 && headerOf(one, 'content-length') === '60' && isUncachedJson(one),
    evidence: () => prose`hapi’s 404 is 60 bytes of JSON that must not be cached.`,
  },
  {
    weight: 0.35,
    seen: (one) => isUncachedJson(one) && headerOf(one, 'accept-ranges') === 'bytes',
    evidence: (one) => prose`hapi sends ${lineOf(one, 'Accept-Ranges')} and
      ${lineOf(one, 'Cache-Control')} with JSON.`,
  },
];

const isUncachedJson = (answer: ObservedAnswer): boolean =>
  headerOf(answer, 'cache-control') === 'no-cache' &&
  headerOf(answer, 'content-type') === 'application/json; charset=utf-8';

/** hapi by the option of its routes. */
export const hapi = optionsStack({
  id: 'hapi',
  label: 'hapi · routes.cors',
  docs: 'https://hapi.dev/api/#-routeoptionscors',
  basis: 'measured',
  signals: SIGNALS,
  // A preflight lists the one method that it asks for, if a route has it.
  defaults: { methods: 'any', headers: HEADERS.map((name) => name.toLowerCase()), maxAge: MAX_AGE },
  snippets: (proposal) => [serverOption(proposal)],
  notes: (proposal) => [
    ...libraryNotes(proposal),
    prose`A route with ${code('cors')} in its own ${code('options')} uses that instead. hapi answers a
      method that no route has with 404.`,
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
      place: prose`Paste inside the object given to ${code('Hapi.server(…)')}, in place of the
        ${code('cors')} of the ${code('routes')} that is there.`,
    },
    ['routes: {', '  cors: {'],
    // There is no list of methods: the routes are it.
    javascriptOptions({ ...proposal.options, methods: null }, NAMES, '    '),
    ['  },', '},'],
  );
}
