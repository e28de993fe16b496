import { type Exchange, lastHop } from '../model/exchange.ts';
import { get, type Header, type HeaderList, has, isToken } from '../model/header-list.ts';
import { isSameOrigin, OPAQUE_ORIGIN, originOf, type SerializedOrigin } from '../model/origin.ts';
import { redirectTarget } from '../model/redirect-target.ts';
import { withQuestion } from '../policy/asked-leg.ts';
import { evaluate } from '../policy/evaluate.ts';
import { journeyOf, pageOrigin } from '../policy/legs.ts';
import { pageSetHeaders, preflightQuestion, questionOf } from '../policy/needs-preflight.ts';
import { includesCredentials, taintsOrigin } from '../policy/redirect.ts';
import { type Asked, type Check, exchangeOfCheck, methodOf, type Question } from './check.ts';
import { isRedacted } from './why-not.ts';

/** The same as browsers follow. @see https://fetch.spec.whatwg.org/#http-redirect-fetch (step 5) */
const MOST_HOPS = 20;

/** Methods that change nothing on a server. @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 */
const SAFE: readonly string[] = ['GET', 'HEAD'];

/** Whether the request itself is asked, not only its preflight. */
export const isSafe = (method: string): boolean => SAFE.includes(method);

/**
 * What Crosscheck asks next, as the browser would for the page: first the preflight, and the request
 * itself only if that passed and the method changes nothing. It follows a redirect only to a server
 * that the page's own request has reached. `Check.named` widens both. Null when nothing is left.
 */
export function nextQuestion(check: Check, asked: readonly Asked[]): Question | null {
  const last = asked.at(-1);
  const soFar = exchangeOfCheck(check, asked);
  if (last === undefined || soFar === null) return firstAt(check, [check.of.hops[0].url]);
  if (last.answer.kind === 'error' || !passes(soFar, check)) return null;
  const way = soFar.hops.map(({ url }) => url);
  if (last.question.phase === 'preflight') return actualAt(check, placeOf(check, way));
  const target = redirectTarget(lastHop(soFar));
  return target !== null && mayFollow(check, target, way.length)
    ? firstAt(check, [...way, target])
    : null;
}

function passes(soFar: Exchange, { browser }: Check): boolean {
  const { verdict, undetermined } = evaluate(soFar, browser);
  if (verdict === 'allowed') return true;
  return undetermined === 'preflight-only' || undetermined === 'redirect-not-followed';
}

function mayFollow({ of, named }: Check, target: string, hops: number): boolean {
  if (hops >= MOST_HOPS || includesCredentials(target) || isRedacted(target)) return false;
  // After a redirect, a browser may change another method to GET.
  if (named !== undefined) return isSafe(of.hops[0].method) && /^https?:/.test(target);
  const server = originOf(target);
  return of.hops.some(({ url }) => isSameOrigin(originOf(url), server));
}

/** Where a request stands: its URL, and who asks there. */
type Place = {
  readonly url: string;
  readonly hop: number;
  /** The `Origin` header's value. */
  readonly origin: SerializedOrigin;
  /** Whether the CORS check applies. */
  readonly tainted: boolean;
};

/** `way`: the URLs of all redirect steps up to this one. */
function placeOf({ of }: Check, way: readonly string[]): Place {
  const page = pageOrigin(of);
  const tainted = way.some((one) => !isSameOrigin(originOf(one), page));
  const lost = way.slice(1).some((one, index) => taintsOrigin(page, way[index] ?? one, one));
  const [url = '', hop] = [way.at(-1), way.length - 1];
  return { url, hop, origin: lost ? OPAQUE_ORIGIN : page, tainted };
}

function firstAt(check: Check, way: readonly string[]): Question | null {
  const place = placeOf(check, way);
  return place.tainted && needsPreflight(check)
    ? preflightAt(check, place)
    : actualAt(check, place);
}

const needsPreflight = ({ of, browser, named }: Check): boolean =>
  of.hops.some(({ preflight }) => preflight !== null) ||
  journeyOf(of, browser).legs.some(
    (leg) => withQuestion(leg, of.resourceType).reasons.length > 0,
  ) ||
  // A browser may send none for it. Of a page's request, there would be nothing else to ask.
  (named === undefined && !isSafe(of.hops[0].method));

/** What the page's own preflight carried, or would have, if the browser's cache had not answered. */
function preflightAt(check: Check, { url, hop, origin }: Place): Question {
  const { of } = check;
  const seen = of.hops.find(({ preflight }) => preflight !== null)?.preflight?.request.headers;
  const names = namesToAsk(check).join(',');
  const asking: HeaderList = seen
    ? seen.filter(([name]) => isOfPreflight(name))
    : [
        // Whatever the page accepts. @see https://fetch.spec.whatwg.org/#cors-preflight-fetch (step 3)
        ['Accept', '*/*'],
        ...browsersOwn(of.hops[0].request?.headers ?? []).filter(([name]) => !isAccept(name)),
        ['Access-Control-Request-Method', methodOf(check)],
        ...(names === '' ? [] : ([['Access-Control-Request-Headers', names]] as const)),
      ];
  const headers = withOrigin(asking.filter(isSendable), origin);
  return { phase: 'preflight', hop, url, method: 'OPTIONS', headers, cookies: false };
}

/** The request itself, if it changes nothing or the user wants it sent. */
function actualAt(check: Check, { url, hop, origin, tainted }: Place): Question | null {
  const method = methodOf(check);
  if (!isSafe(method) && check.named?.sendsAll !== true) return null;
  const kept = headersToRepeat(check).filter(isSendable);
  const headers = tainted ? withOrigin(kept, origin) : kept.filter(([name]) => !isOrigin(name));
  return { phase: 'actual', hop, url, method, headers, cookies: check.checked.cookies };
}

const isAccept = (name: string): boolean => name.toLowerCase() === 'accept';

/** Request headers of a preflight that fetch() does not set itself as the browser did. */
const isOfPreflight = (name: string): boolean =>
  /^(access-control-request-.+|accept|accept-language|origin|referer|sec-fetch-.+)$/i.test(name);

/** The same of the request itself. */
const browsersOwn = (headers: HeaderList): HeaderList =>
  headers.filter(([name]) =>
    /^(accept|accept-language|origin|referer|sec-fetch-(dest|mode|site))$/i.test(name),
  );

/** What is known of the page's own request, or, if only its preflight was seen, of that. */
function headersToRepeat({ of }: Check): HeaderList {
  const request = of.hops.find((one) => one.request !== null)?.request?.headers;
  const preflight = of.hops.find((one) => one.preflight !== null)?.preflight?.request.headers;
  if (request === undefined) return browsersOwn(preflight ?? []);
  const own = browsersOwn(request);
  const set = pageSetHeaders(request).filter(([name]) => !has(own, name));
  return [...own, ...set];
}

/** Names that the page's preflight asks for, lower-case. */
function namesToAsk({ of }: Check): readonly string[] {
  const { preflight, request, method } = of.hops[0];
  if (preflight !== null) return preflightQuestion(preflight, method).headers;
  return request === null ? [] : questionOf(request).headers;
}

/** Lower-case names of what the page sends and this check does not. */
export function withheldBy(check: Check): readonly string[] {
  const { of, checked } = check;
  const request = of.hops[0].request?.headers ?? [];
  const sent = headersToRepeat(check).filter(isSendable);
  const set = [...namesToAsk(check), ...pageSetHeaders(request).map(([name]) => name)];
  const missing = set.map((name) => name.toLowerCase()).filter((name) => get(sent, name) === null);
  const mayHaveCookies = checked.credentials === null || checked.credentials === 'include';
  const cookie = mayHaveCookies && !checked.cookies ? ['cookie'] : [];
  return [...new Set([...missing, ...cookie])];
}

/** A secret was not kept, so it cannot be sent. Rules of the browser take only plain text. */
const isSendable = ([name, value]: Header): boolean =>
  isToken(name) && !isRedacted(value) && /^[\x20-\x7e]*$/.test(value);

const isOrigin = (name: string): boolean => name.toLowerCase() === 'origin';

const withOrigin = (headers: HeaderList, origin: SerializedOrigin): HeaderList => [
  ['Origin', origin],
  ...headers.filter(([name]) => !isOrigin(name)),
];

/**
 * Whether a check failed only at a certificate for which the user has made an exception: the page's
 * own request got an answer. Chromium's extensions cannot use such exceptions.
 */
export function isUnusedException({ of, browser }: Check, made: Exchange): boolean {
  const wasAnswered = of.hops.some(({ preflight, response }) => response ?? preflight?.response);
  return wasAnswered && evaluate(made, browser).failure === 'tls';
}
