import type { CredentialsMode } from '../model/exchange.ts';
import { groupBy } from '../model/group-by.ts';
import {
  extractTokens,
  get,
  getAll,
  type Header,
  type HeaderList,
  listElements,
} from '../model/header-list.ts';
import { remember } from '../model/lazy.ts';
import { nameableOrigin, OPAQUE_ORIGIN } from '../model/origin.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import { requestOrigin, type SeenAnswer, type SeenServer } from '../model/seen-server.ts';
import { allAtOnce, eachInTurn, type Work } from '../model/work.ts';
import { BROWSERS } from '../policy/browsers.ts';
import { corsCheck } from '../policy/cors-check.ts';
import { corsPreflightFetch } from '../policy/cors-preflight-fetch.ts';
import { isCorsSafelistedMethod } from '../policy/safelists.ts';
import type { Remedy, ServerAnswer } from '../servers/kit/stack.ts';

/** A site that nobody has allowed; nobody can own a name in `.invalid`. */
const STRANGER = 'https://stranger.invalid';

/** A server may name or serve thousands of origins. This many are tried, the newest. */
const MOST_SEEN = 10;

/** `gainersInTurn`, all at once. */
export const gainers = (...subject: Parameters<typeof gainersInTurn>): readonly string[] =>
  allAtOnce(gainersInTurn(...subject));

/**
 * The origins that gain anything by a change, although the requirement does not name them. In no
 * form of a fix may there be any.
 *
 * `answer`: what the server answers after the change. `seenServer`: what it was seen to answer
 * before. An origin gains if it can read what it could not read before: at all, with credentials,
 * by another method, with another request header, or another response header. Never throws.
 */
export function* gainersInTurn(
  answer: Remedy['answer'],
  requirement: AnswerRequirement,
  seenServer: SeenServer,
): Work<readonly string[]> {
  const all = outsiders(requirement, seenServer);
  const methods = [...new Set([requirement.method, ...requirement.methods])];
  const is = yield* eachInTurn(all, (origin) =>
    methods.some((method) => gains(answer, requirement, seenServer, origin, method)),
  );
  return all.filter((_, index) => is[index] === true);
}

/**
 * Every origin that a fix might allow by mistake: an unknown site, those named or asking without
 * being required, and those that look nearly like one of these.
 */
function outsiders({ origins }: AnswerRequirement, seenServer: SeenServer): readonly string[] {
  const required = new Set<string>(origins);
  const all = [STRANGER, OPAQUE_ORIGIN, ...seen(seenServer), ...nearlyThose(origins)];
  return [...new Set(all)].filter((origin) => !required.has(origin));
}

/** Each fix for the same need is tried with them. */
const nearlyThose = remember((origins: AnswerRequirement['origins']) =>
  origins.flatMap(nearMisses),
);

/** The newest origins that responses name or went to, each with those that look nearly like it. */
const seen = remember(({ answers }: SeenServer): readonly string[] => {
  const named = answers.flatMap((one) => [
    ...getAll(one.headers, 'access-control-allow-origin').flatMap(listElements),
    requestOrigin(one) ?? '',
  ]);
  const newestFirst = new Set(named.toReversed());
  // No page sends any other text as its origin, whatever a server makes of it.
  const origins = [...newestFirst].filter((one) => nameableOrigin(one) !== null);
  return origins.slice(0, MOST_SEEN).flatMap((origin) => [origin, ...nearMisses(origin)]);
});

const PARTS = /^([a-z][a-z0-9+.-]*):\/\/([^/:[\]]+|\[[^\]]*\])(:\d{1,5})?$/;

/** What a careless comparison accepts as an origin: at its start, its end, its dots, its port. */
function nearMisses(origin: string): readonly string[] {
  const [, scheme, host = '', port = ''] = PARTS.exec(origin) ?? [];
  if (scheme === undefined) return [];
  return [
    `${scheme === 'https' ? 'http' : 'https'}://${host}${port}`,
    `${scheme}://${host}${port === ':8443' ? ':9443' : ':8443'}`,
    `${scheme}://${host}`,
    ...(port === '' ? [] : [`${origin}0`, origin.slice(0, -1)]),
    ...(host.startsWith('[')
      ? []
      : [
          `${scheme}://${host}.stranger.invalid${port}`,
          `${scheme}://stranger${host}${port}`,
          `${scheme}://sub.${host}${port}`,
          `${scheme}://${host.replaceAll('.', 'x')}${port}`,
        ]),
  ];
}

function gains(
  answer: Remedy['answer'],
  requirement: AnswerRequirement,
  seenServer: SeenServer,
  origin: string,
  method: string,
): boolean {
  const { url, expose, headers: unsafeNames } = requirement;
  const actual = answer({ method, url, headers: actualHeaders(requirement, origin) });
  const asked = preflightHeaders(requirement, origin, method);
  const preflight = answer({ method: 'OPTIONS', url, headers: asked });
  const lets = (credentials: CredentialsMode): boolean =>
    allows(actual, origin, credentials) || allows(preflight, origin, credentials);
  if (!lets('omit')) return false;
  const before = grantedBefore(seenServer, origin);
  const had = (is: (granted: Granted) => boolean): boolean => before.some(is);
  if (before.length === 0) return true;
  if (lets('include') && !had(({ credentials }) => credentials)) return true;
  const input = { ...preflight, origin, url, method, unsafeNames, hop: 0 };
  const refused = corsPreflightFetch({ ...input, credentials: 'omit' }, BROWSERS.chromium);
  const isNew =
    !(isCorsSafelistedMethod(method) || had(({ methods }) => methods.has(method))) ||
    unsafeNames.some((name) => !had(({ headers }) => headers.has(name)));
  const exposed = lowerCaseTokens([actual.headers], 'access-control-expose-headers');
  return (
    (refused.length === 0 && isNew) ||
    expose.some((name) => exposed.has(name) && !had((granted) => granted.exposed.has(name)))
  );
}

/** Most fixes tell a stranger nothing: that needs no check. */
const allows = (one: ServerAnswer, origin: string, credentials: CredentialsMode): boolean =>
  allowedBy(one) !== null &&
  corsCheck({ ...one, origin, credentials, hop: 0, phase: 'actual' }).length === 0;

/** What responses that allowed an origin gave it. */
type Granted = {
  readonly credentials: boolean;
  readonly methods: ReadonlySet<string>;
  readonly headers: ReadonlySet<string>;
  readonly exposed: ReadonlySet<string>;
};

/**
 * What an origin was seen to have, by responses to it that name it or say `*`; empty if it could
 * not read at all. A name in a response to another origin shows nothing. A refusal ends what was
 * before it.
 */
function grantedBefore(seenServer: SeenServer, origin: string): readonly Granted[] {
  const { byAsker, toAll } = answersOf(seenServer);
  const own = byAsker.get(origin) ?? [];
  const letting = own.filter((one) => allowedBy(one) === origin);
  const newest = own.at(-1);
  if (newest !== undefined && allowedBy(newest) !== '*' && !letting.includes(newest)) return [];
  return [...toAll, ...(letting.length === 0 ? [] : [grantedBy(letting)])];
}

/** Looked up for every origin that is tried. */
const answersOf = remember(({ answers }: SeenServer) => {
  const open = answers.filter((one) => allowedBy(one) === '*');
  return {
    byAsker: groupBy(answers, (one): string | null => requestOrigin(one)),
    toAll: open.length === 0 ? [] : [{ ...grantedBy(open), credentials: false }],
  };
});

const allowedBy = ({ headers }: Pick<SeenAnswer, 'headers'>): string | null =>
  get(headers, 'access-control-allow-origin');

function grantedBy(letting: readonly SeenAnswer[]): Granted {
  const lists = letting.map(({ headers }) => headers);
  const methods = lists.map((list) => extractTokens(list, 'access-control-allow-methods'));
  return {
    credentials: lists.some((list) => get(list, 'access-control-allow-credentials') === 'true'),
    methods: new Set(methods.flatMap((tokens) => (tokens === 'failure' ? [] : (tokens ?? [])))),
    headers: lowerCaseTokens(lists, 'access-control-allow-headers'),
    exposed: lowerCaseTokens(lists, 'access-control-expose-headers'),
  };
}

function lowerCaseTokens(lists: readonly HeaderList[], name: string): ReadonlySet<string> {
  const tokens = lists.flatMap((list) => {
    const found = extractTokens(list, name);
    return found === 'failure' ? [] : (found ?? []);
  });
  return new Set(tokens.map((token) => token.toLowerCase()));
}

/** A preflight never carries credentials. @see https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 */
export function preflightHeaders(
  requirement: AnswerRequirement,
  origin: string,
  method: string,
): HeaderList {
  return [
    ['Origin', origin],
    ['Access-Control-Request-Method', method],
    ...sentHeaders(requirement).preflight,
  ];
}

/** The request itself, as a page of this origin sends it. */
export function actualHeaders(requirement: AnswerRequirement, origin: string): HeaderList {
  return [['Origin', origin], ...sentHeaders(requirement).actual];
}

/** What requests for the same add: there may be thousands of names. */
const sentHeaders = remember(({ headers, credentials }: AnswerRequirement) => {
  const cookie: readonly Header[] = credentials ? [['Cookie', 'session=1']] : [];
  const names: readonly Header[] =
    headers.length === 0 ? [] : [['Access-Control-Request-Headers', headers.join(',')]];
  return {
    preflight: names,
    actual: [...cookie, ...headers.map((name): Header => [name, 'value'])],
  };
});
