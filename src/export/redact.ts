import type { Ending, Exchange, Hop, PreflightFacts, ResponseFacts } from '../model/exchange.ts';
import type { Header, HeaderList } from '../model/header-list.ts';
import { REDACTED, redactHeader, redactUrl } from '../model/redact.ts';

/**
 * An absolute URL inside a text; in a list of URLs each by itself. Here and below lengths are
 * bounded, so that a long text without a match takes linear time.
 */
const URL_IN_TEXT =
  /[a-z][a-z0-9+.-]{0,30}:\/\/(?:(?!,\s{0,8}[a-z][a-z0-9+.-]{0,30}:\/\/)[^\s"'<>`])+/gi;
/** A user and password in front of a host, wherever in the text the URL stands. */
const USERINFO = /(:[/\\]{2})[^\s/\\?#"'<>`]+@/g;
/** A JSON Web Token, signed or not. @see https://www.rfc-editor.org/rfc/rfc7519#section-3.1 */
const JWT = /\beyJ[\w-]{5,2000}\.[\w-]+(?:\.[\w-]*)?/g;
/** An authentication scheme with its credentials. */
const CREDENTIALS = /\b(bearer|basic|digest|negotiate|token)\s+[\w.~+/=-]{8,}/gi;
/** Request headers that browsers set: long values with digits in them are no secrets there. */
const BROWSER_HEADER =
  /^(access-control-.*|sec-.*|accept.*|content-.*|origin|referer|user-agent|host|range|if-.*|cache-control)$/i;
const LOOKS_SECRET = /^(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_\-+/=.~%]{24,}$/;

/**
 * Any text without the secrets that can be told by their look: those in URLs (user, password,
 * fragment, secret query values) and JSON Web Tokens. Idempotent; never throws.
 */
export function redactText(text: string): string {
  return text
    .replace(URL_IN_TEXT, redactUrl)
    .replace(USERINFO, `$1${REDACTED}@`)
    .replace(JWT, REDACTED);
}

/** What the exchange looked like before; most need nothing hidden and stay the same object. */
const redacted = new WeakMap<Exchange, Exchange>();

/**
 * The exchange without secrets, whether or not they were taken out when it was captured. The same
 * object when it holds none, so that what was derived from it stays valid. Idempotent.
 */
export function redactExchange(exchange: Exchange): Exchange {
  const known = redacted.get(exchange);
  if (known !== undefined) return known;
  const [first, ...rest] = exchange.hops;
  const clean: Exchange = {
    ...exchange,
    ending: redactEnding(exchange.ending),
    hops: [redactHop(first), ...rest.map(redactHop)],
  };
  const result = JSON.stringify(clean) === JSON.stringify(exchange) ? exchange : clean;
  redacted.set(exchange, result);
  redacted.set(result, result);
  return result;
}

/** What a request says of CORS, and what every browser says to every server. */
const DECISIVE_HEADER =
  /^(access-control-.*|sec-fetch-.*|origin|host|accept|content-type|range|vary)$/i;

const withoutValues = new WeakMap<Exchange, Exchange>();

/**
 * The exchange without secrets, and without any value that does not decide about CORS: those in
 * the query of each URL, and those of request headers besides the decisive ones. Idempotent.
 */
export function hideValues(exchange: Exchange): Exchange {
  const known = withoutValues.get(exchange);
  if (known !== undefined) return known;
  const { hops, ...rest } = redactExchange(exchange);
  const [first, ...others] = hops;
  const hidden: Exchange = { ...rest, hops: [hideInHop(first), ...others.map(hideInHop)] };
  withoutValues.set(exchange, hidden);
  withoutValues.set(hidden, hidden);
  return hidden;
}

function hideInHop(hop: Hop): Hop {
  const { preflight, request, response, redirectedTo } = hop;
  return {
    ...hop,
    url: hideQuery(hop.url),
    preflight: preflight && { ...preflight, request: hideInHeaders(preflight.request) },
    request: request && hideInHeaders(request),
    response: response && {
      ...response,
      headers: response.headers.map(([name, value]) => [
        name,
        /^location$/i.test(name) ? hideQuery(value) : value,
      ]),
    },
    redirectedTo: redirectedTo && hideQuery(redirectedTo),
  };
}

const hideQuery = (url: string): string =>
  url.replace(/\?.*$/s, (query) => query.replace(/=[^&#]+/g, `=${REDACTED}`));

const hideInHeaders = <Facts extends { readonly headers: HeaderList }>(facts: Facts): Facts => ({
  ...facts,
  headers: facts.headers.map(([name, value]) =>
    DECISIVE_HEADER.test(name) ? [name, value] : [name, REDACTED],
  ),
});

/** How many values of the exchanges stand as hidden, in them or once they are exported. */
export function countHidden(exchanges: readonly Exchange[]): number {
  const text = JSON.stringify(exchanges.map(({ hops, ending }) => [hops, ending]));
  return text.split(REDACTED).length - 1;
}

function redactHop(hop: Hop): Hop {
  return {
    ...hop,
    url: redactText(redactUrl(hop.url)),
    preflight: hop.preflight && redactPreflight(hop.preflight),
    request: hop.request && { ...hop.request, headers: hop.request.headers.map(redactSent) },
    response: hop.response && redactResponse(hop.response),
    redirectedTo: hop.redirectedTo && redactText(redactUrl(hop.redirectedTo)),
  };
}

function redactPreflight(preflight: PreflightFacts): PreflightFacts {
  const { request, response, ending } = preflight;
  return {
    ...preflight,
    request: { ...request, headers: request.headers.map(redactSent) },
    response: response && redactResponse(response),
    ending: redactEnding(ending),
  };
}

function redactResponse(response: ResponseFacts): ResponseFacts {
  const { headers, modifiedHeaders } = response;
  return {
    ...response,
    headers: redactReceived(headers),
    ...(modifiedHeaders && { modifiedHeaders: redactReceived(modifiedHeaders) }),
  };
}

function redactEnding(ending: Ending): Ending {
  return ending.kind === 'error' ? { ...ending, error: redactText(ending.error) } : ending;
}

const redactReceived = (list: HeaderList): HeaderList => list.map(redactLine);

/** A page may send a key under any name, so a request's own headers are judged by look, too. */
function redactSent(header: Header): Header {
  const [name, value] = redactLine(header);
  const secret = !BROWSER_HEADER.test(name) && LOOKS_SECRET.test(value);
  return [name, secret ? REDACTED : value];
}

function redactLine(header: Header): Header {
  const [name, value] = redactHeader(header);
  // What is left of a cookie is its name and its attributes; a name may look like anything.
  if (/^set-cookie2?$/i.test(name)) return [name, value];
  return [name, redactText(value).replace(CREDENTIALS, `$1 ${REDACTED}`)];
}

/** Keys whose values come from this program alone: documentation and text to paste. */
const OWN_TEXT = new Set(['spec', 'mdn', 'docs', 'code']);

/**
 * Any JSON value with `redactText` applied to every string in it. Idempotent.
 *
 * The last net under what is exported: everything in it was derived from redacted exchanges.
 */
export function redactDeep<Value extends object>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
    typeof inner === 'string' && !OWN_TEXT.has(key) ? redactText(inner) : inner,
  );
}
