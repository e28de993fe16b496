import { extractTokens, get, type Header, type HeaderList, has } from '../../model/header-list.ts';
import { memoize, remember } from '../../model/lazy.ts';
import { code, type Prose } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { phrase, say } from '../../model/say.ts';
import type { SeenAnswer, SeenServer } from '../../model/seen-server.ts';
import { shown, shownList } from '../../model/shown.ts';
import { applicationAnswer } from '../kit/application-answer.ts';
import { canBeMet } from '../kit/can-be-met.ts';
import { isPreflight } from '../kit/cors-layer.ts';
import { lazyRemedy } from '../kit/lazy-remedy.ts';
import { httpValue } from '../kit/literals.ts';
import { credentialsSnippets } from '../kit/page-credentials.ts';
import { curlTest } from '../kit/regression-test/curl.ts';
import { line } from '../kit/response-headers.ts';
import { RESTART_SERVER } from '../kit/restart.ts';
import type { ServerAnswer, ServerRequest, Snippet, SnippetLine, Stack } from '../kit/stack.ts';

/**
 * For any server: the headers to send on the preflight and on the request itself.
 * @see https://fetch.spec.whatwg.org/#http-responses
 */
export const anyServer: Stack = {
  id: 'any-server',
  label: phrase`Any server`.fr`N’importe quel serveur`,
  kind: 'code',
  docs: 'https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS',
  basis: 'measured',
  detect: () => ({ confidence: 0.1, evidence: [], versions: [] }),
  remedy: (requirement, seenServer) => {
    if (!canBeMet(requirement)) return null;
    const preflight = preflightHeaders(requirement, seenServer);
    const actual = actualHeaders(requirement, seenServer);
    return lazyRemedy({
      install: null,
      snippets: [
        ...(requirement.preflight ? [preflightSnippet(requirement, preflight, seenServer)] : []),
        actualSnippet(requirement, actual, seenServer),
      ],
      pasteAtEnd: null,
      restart: RESTART_SERVER,
      notes: () => [compareNote(requirement), ONE_LAYER],
      cautions: () => [],
      client: () => credentialsSnippets(requirement),
      test: () => curlTest(requirement),
      answer: (request) => answer(requirement, { preflight, actual }, seenServer, request),
    });
  },
};

function actualHeaders(requirement: AnswerRequirement, seenServer: SeenServer): HeaderList {
  const { origin, credentials, expose } = requirement;
  return [
    ['Access-Control-Allow-Origin', origin],
    ...line('Access-Control-Allow-Credentials', credentials ? 'true' : null),
    ...list('Access-Control-Expose-Headers', expose, seenServer, 'actual'),
    // A shared cache must not hand one origin's answer to another.
    ['Vary', varyWithOrigin(requirement, seenServer)],
  ];
}

/** Adds `Origin` to what the answer varies by already. */
function varyWithOrigin(requirement: AnswerRequirement, seenServer: SeenServer): string {
  const last = newestTo(requirement, seenServer, 'actual');
  const present = last === undefined ? null : extractTokens(last.headers, 'vary');
  if (present === null || present === 'failure') return 'Origin';
  const known = present.some((token) => token === '*' || token.toLowerCase() === 'origin');
  return (known ? present : [...present, 'Origin']).join(', ');
}

function preflightHeaders(
  { origin, credentials, methods, headers }: AnswerRequirement,
  seenServer: SeenServer,
): HeaderList {
  return [
    ['Access-Control-Allow-Origin', origin],
    ...list('Access-Control-Allow-Methods', methods, seenServer),
    ...list('Access-Control-Allow-Headers', headers, seenServer),
    ...line('Access-Control-Allow-Credentials', credentials ? 'true' : null),
    ['Vary', 'Origin'],
  ];
}

/** The newest answer of a kind with a header. Searched once for all fixes of a server. */
const newestWith = memoize((answers: readonly SeenAnswer[], kindAndName: string) => {
  const [kind, name = ''] = kindAndName.split(' ');
  return answers.findLast((one) => one.kind === kind && has(one.headers, name)) ?? null;
});

const newestPreflight = remember((answers: readonly SeenAnswer[]) =>
  answers.findLast((one) => one.kind === 'preflight'),
);

/** The newest answer for each kind, method and URL, and for each kind and URL. */
const newestAt = remember(
  (answers: readonly SeenAnswer[]) =>
    new Map(
      answers.flatMap((one) => [
        [`${one.kind} ${askedMethod(one)} ${one.url}`, one],
        [`${one.kind} ${one.url}`, one],
      ]),
    ),
);

const askedMethod = ({ method, requestHeaders }: SeenAnswer): string =>
  get(requestHeaders, 'access-control-request-method') ?? method;

/** The newest answer to the request, else to any other one of its URL. */
function newestTo(
  { method, url }: AnswerRequirement,
  { answers }: SeenServer,
  kind: SeenAnswer['kind'],
): SeenAnswer | undefined {
  const newest = newestAt(answers);
  return newest.get(`${kind} ${method} ${url}`) ?? newest.get(`${kind} ${url}`);
}

/** The required names, after those that the server lists already. */
function list(
  name: string,
  needed: readonly string[],
  { answers }: SeenServer,
  kind: SeenAnswer['kind'] = 'preflight',
): HeaderList {
  const last = newestWith(answers, `${kind} ${name}`);
  const tokens = last && extractTokens(last.headers, name);
  const kept = tokens === null || tokens === 'failure' ? [] : tokens;
  const all = [...kept.filter((token) => token !== '*'), ...needed];
  // Header names ignore case; methods do not.
  const keyOf = (token: string): string => (/-methods$/i.test(name) ? token : token.toLowerCase());
  const first = new Map<string, string>();
  for (const token of all) if (!first.has(keyOf(token))) first.set(keyOf(token), token);
  return line(name, [...first.values()].join(', '));
}

function preflightSnippet(
  requirement: AnswerRequirement,
  headers: HeaderList,
  seenServer: SeenServer,
): Snippet {
  const last =
    newestTo(requirement, seenServer, 'preflight') ?? newestPreflight(seenServer.answers);
  return {
    file: phrase`response to OPTIONS`.fr`réponse à OPTIONS`,
    language: 'http',
    place: say`Send this response to each ${code('OPTIONS')} request that has
      ${code('Access-Control-Request-Method')}, before authentication and redirects.`
      .fr`Envoyez cette réponse à chaque requête ${code('OPTIONS')} qui a l’en-tête
      ${code('Access-Control-Request-Method')}, avant l’authentification et les redirections.`,
    lines: [
      { text: 'HTTP/1.1 204 No Content', mark: last?.status === 204 ? 'context' : 'added' },
      ...headerLines(headers, last?.headers),
    ],
  };
}

function actualSnippet(
  requirement: AnswerRequirement,
  headers: HeaderList,
  seenServer: SeenServer,
): Snippet {
  const last = newestTo(requirement, seenServer, 'actual');
  return {
    file: phrase`response to ${httpValue(requirement.method)}`
      .fr`réponse à ${httpValue(requirement.method)}`,
    language: 'http',
    place: say`Add to every response to ${shownList(requirement.origins)}, errors and redirects
      too.`
      .fr`Ajoutez à toutes les réponses à ${shownList(requirement.origins)}, même aux erreurs et aux
      redirections.`,
    lines: headerLines(headers, last?.headers),
  };
}

function headerLines(headers: HeaderList, present: HeaderList | undefined): readonly SnippetLine[] {
  return headers.map(([name, value]) => {
    const now = present && get(present, name);
    return { text: `${name}: ${httpValue(value)}`, mark: markOf(now ?? null, value) };
  });
}

function markOf(now: string | null, value: string): SnippetLine['mark'] {
  if (now === null) return 'added';
  return now === value ? 'context' : 'changed';
}

const compareNote = ({ origin, origins }: AnswerRequirement): Prose =>
  say`Compare the request’s ${code('Origin')} with a list of origins that you trust
    (${shownList(origins)}). Send back the one that matches, here ${shown(origin)}.`
    .fr`Comparez l’en-tête ${code('Origin')} de la requête avec une liste d’origines de confiance
    (${shownList(origins)}). Renvoyez celle qui correspond, ici ${shown(origin)}.`;

const ONE_LAYER: Prose = say`Let either the proxy or the application set these headers, not both:
  browsers reject two ${code('Access-Control-Allow-Origin')} lines.`
  .fr`Laissez soit le proxy, soit l’application définir ces en-têtes, pas les deux : les navigateurs
  rejettent deux lignes ${code('Access-Control-Allow-Origin')}.`;

/** The headers to add to both kinds of answers. */
type Instructed = { readonly preflight: HeaderList; readonly actual: HeaderList };

/** The server with these headers: a required origin gets them; any other gets only `Vary`. */
function answer(
  { origins }: AnswerRequirement,
  { preflight, actual }: Instructed,
  seenServer: SeenServer,
  request: ServerRequest,
): ServerAnswer {
  const asks = isPreflight(request);
  const own = asks ? NO_CONTENT : applicationAnswer(seenServer, request);
  const added = asks ? preflight : actual;
  const asking = get(request.headers, 'origin');
  const kept = withoutVary(own.headers);
  const origin = origins.find((one) => one === asking);
  return origin === undefined
    ? { ...own, headers: [...kept, ...onlyVary(added)] }
    : { ...own, headers: [...kept, ...added.map((header) => naming(origin, header))] };
}

const NO_CONTENT: ServerAnswer = { status: 204, headers: [] };

/** A proof asks as hundreds of strangers, who all get the same. */
const withoutVary = remember(
  (headers: HeaderList): HeaderList => headers.filter(([name]) => name.toLowerCase() !== 'vary'),
);
const onlyVary = remember(
  (headers: HeaderList): HeaderList => headers.filter(([name]) => name === 'Vary'),
);

const naming = (origin: string, [name, value]: Header): Header => [
  name,
  name === 'Access-Control-Allow-Origin' ? origin : value,
];
