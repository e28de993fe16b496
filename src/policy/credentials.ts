import type { CredentialsMode, Exchange } from '../model/exchange.ts';
import { get, type HeaderList, has } from '../model/header-list.ts';
import { inferred, type Known, observed, unknown } from '../model/known.ts';
import type { BrowserRules } from './browsers.ts';
import type { UnknownCredentials } from './finding.ts';
import type { Leg } from './legs.ts';

/**
 * Kinds of requests for which no page can choose the mode: beacons and fonts.
 * @see https://w3c.github.io/beacon/#sec-processing-model
 * @see https://drafts.csswg.org/css-fonts-4/#font-fetching-requirements
 */
const MODE_OF_KIND: ReadonlyMap<string, CredentialsMode> = new Map([
  ['beacon', 'include'],
  ['ping', 'include'],
  ['font', 'same-origin'],
] as const);

/**
 * Whether all requests of that kind have the same mode, so that it shows nothing about their page.
 */
export const isModeGiven = (resourceType: string): boolean => MODE_OF_KIND.has(resourceType);

/**
 * The credentials mode, if the traffic alone shows it. `omit` and `same-origin` behave alike
 * between two origins, and are both called `same-origin`. `storageAccessWithheld`: some request
 * with credentials was seen without `Sec-Fetch-Storage-Access`.
 */
export function seenCredentials(
  legs: readonly Leg[],
  rules: BrowserRules,
  resourceType: string,
  storageAccessWithheld = false,
): Known<CredentialsMode, UnknownCredentials> {
  const checked = legs.filter((leg) => leg.tainted);
  const [first] = checked;
  if (first === undefined) return unknown('not-checked');
  const given = MODE_OF_KIND.get(resourceType);
  if (given !== undefined) return inferred(given);
  if (checked.some((leg) => showsCredentials(leg, rules))) return observed('include');
  const isTold = !(storageAccessWithheld && rules.storageAccessDependsOnSettings);
  if (isTold && showsNoCredentials(checked, rules)) return inferred('same-origin');
  return unknown(checked.every(({ hop }) => hop.request === null) ? 'request-unseen' : 'no-sign');
}

const STORAGE_ACCESS = 'sec-fetch-storage-access';

/**
 * Kinds of requests that are sent with credentials, unless an attribute makes them CORS requests.
 */
const ELEMENTS: ReadonlySet<string> = new Set(['image', 'media', 'script', 'stylesheet']);

/**
 * Whether a cross-site request had credentials, and yet no `Sec-Fetch-Storage-Access`: the user's
 * settings withhold it. Its cookie, its kind or the page's code show the credentials. Requests of
 * workers never carry the header, and redirected ones may lack it.
 */
export function withholdsStorageAccess(exchange: Exchange): boolean {
  const headers = exchange.hops[0].request?.headers ?? [];
  if (exchange.documentId === null || exchange.checked !== undefined) return false;
  if (!isWithoutStorageAccess(headers)) return false;
  const isDeclared = exchange.declared?.credentials === 'include';
  return isDeclared || has(headers, 'cookie') || isCredentialedKind(exchange, headers);
}

function isCredentialedKind({ resourceType }: Exchange, headers: HeaderList): boolean {
  if (MODE_OF_KIND.get(resourceType) === 'include') return true;
  return ELEMENTS.has(resourceType) && get(headers, 'sec-fetch-mode') === 'no-cors';
}

/** A cookie across origins, or the header that only requests with credentials carry. */
function showsCredentials({ hop }: Leg, rules: BrowserRules): boolean {
  const request = hop.request?.headers ?? [];
  const preflight = rules.preflightShowsStorageAccess ? (hop.preflight?.request.headers ?? []) : [];
  return has(request, 'cookie') || has(request, STORAGE_ACCESS) || has(preflight, STORAGE_ACCESS);
}

/**
 * A cross-site leg without `Sec-Fetch-Storage-Access`, which every cross-site request with
 * credentials carries. For later legs, Chromium was not measured. In Firefox their requests lack
 * the header and have a wrong `Sec-Fetch-Site`, but their preflights are correct.
 */
function showsNoCredentials(checked: readonly Leg[], rules: BrowserRules): boolean {
  const [first] = checked;
  const preflights = rules.preflightShowsStorageAccess
    ? checked.map(({ hop }) => hop.preflight)
    : [];
  const isOwn = first?.index === 0 || rules.redirectedRequestsShowSite;
  const request = isOwn ? first?.hop.request : null;
  return [request, ...preflights.map((preflight) => preflight?.request)].some(
    (asked) => asked != null && isWithoutStorageAccess(asked.headers),
  );
}

const isWithoutStorageAccess = (headers: HeaderList): boolean =>
  get(headers, 'sec-fetch-site') === 'cross-site' && !has(headers, STORAGE_ACCESS);
