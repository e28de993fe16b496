import type { Declared } from '../model/declared.ts';
import type { Ending, Exchange, Hop, PreflightFacts, ResponseFacts } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import { REDACTED, redactHeaders, redactText, redactUrl } from '../model/redact.ts';

/** The original of each exchange. Most need no redaction and stay the same object. */
const redacted = new WeakMap<Exchange, Exchange>();

/**
 * The exchange without secrets: a last check with the rules used at capture. If it contains none,
 * the same object, so that derived data stays valid. Idempotent.
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

/** The request headers about CORS, and those that every browser sends to every server. */
const DECISIVE_HEADER =
  /^(access-control-.*|sec-fetch-.*|origin|host|accept|content-type|range|vary)$/i;

const withoutValues = new WeakMap<Exchange, Exchange>();

/**
 * The exchange without secrets and without values that do not matter for CORS: those in the query
 * of each URL, and those of other request headers. Idempotent.
 */
export function hideValues(exchange: Exchange): Exchange {
  const known = withoutValues.get(exchange);
  if (known !== undefined) return known;
  const { hops, declared, ...rest } = redactExchange(exchange);
  const [first, ...others] = hops;
  const hidden: Exchange = {
    ...rest,
    ...(declared === undefined ? {} : { declared: hideInCalls(declared) }),
    hops: [hideInHop(first), ...others.map(hideInHop)],
  };
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

const hideInCalls = (declared: Declared): Declared => ({
  ...declared,
  stack: declared.stack.map((frame) => ({ ...frame, url: hideQuery(frame.url) })),
});

const hideQuery = (url: string): string =>
  url.replace(/\?.*$/s, (query) => query.replace(/=[^&#]+/g, `=${REDACTED}`));

const hideInHeaders = <Facts extends { readonly headers: HeaderList }>(facts: Facts): Facts => ({
  ...facts,
  headers: facts.headers.map(([name, value]) =>
    DECISIVE_HEADER.test(name) ? [name, value] : [name, REDACTED],
  ),
});

/** How many values of the exchanges are hidden, now or after the export. */
export function countHidden(exchanges: readonly Exchange[]): number {
  const text = JSON.stringify(exchanges.map(({ hops, ending }) => [hops, ending]));
  return text.split(REDACTED).length - 1;
}

function redactHop(hop: Hop): Hop {
  return {
    ...hop,
    url: redactUrl(hop.url),
    preflight: hop.preflight && redactPreflight(hop.preflight),
    request: hop.request && { ...hop.request, headers: redactHeaders(hop.request.headers) },
    response: hop.response && redactResponse(hop.response),
    redirectedTo: hop.redirectedTo && redactUrl(hop.redirectedTo),
  };
}

function redactPreflight(preflight: PreflightFacts): PreflightFacts {
  const { request, response, ending } = preflight;
  return {
    ...preflight,
    request: { ...request, headers: redactHeaders(request.headers) },
    response: response && redactResponse(response),
    ending: redactEnding(ending),
  };
}

function redactResponse(response: ResponseFacts): ResponseFacts {
  const { headers, modifiedHeaders } = response;
  return {
    ...response,
    headers: redactHeaders(headers),
    ...(modifiedHeaders && { modifiedHeaders: redactHeaders(modifiedHeaders) }),
  };
}

function redactEnding(ending: Ending): Ending {
  return ending.kind === 'error' ? { ...ending, error: redactText(ending.error) } : ending;
}
