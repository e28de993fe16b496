/** Short answers of real servers, and the context for hints. For tests only. */

import type { HintContext } from '../../evidence/hint.ts';
import type { Declared } from '../../model/declared.ts';
import { type BrowserName, type Exchange, lastHop } from '../../model/exchange.ts';
import { originOf } from '../../model/origin.ts';
import { seenServerOf } from '../../model/seen-server.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  type HeaderInput,
  PAGE,
} from '../../model/testing/sample-exchange.ts';
import { evaluate } from '../../policy/evaluate.ts';

/** The context of an exchange, judged by the real policy, with the rest of the tab's traffic. */
export function contextOf(
  exchange: Exchange,
  {
    others = [],
    browser = 'chromium',
  }: { others?: readonly Exchange[]; browser?: BrowserName } = {},
): HintContext {
  return {
    exchange,
    evaluation: evaluate(exchange, browser),
    server: seenServerOf([...others, exchange], originOf(lastHop(exchange).url)),
  };
}

/** The default URL of the server. */
export const ITEMS = `${API}/items`;

// The headers of Django's own middleware (5.2) and of django-cors-headers.
export const SECURITY = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
};
export const HTML = { 'Content-Type': 'text/html; charset=utf-8' };
export const DJANGO = { ...SECURITY, 'X-Frame-Options': 'DENY', ...HTML };
export const DRF = {
  ...DJANGO,
  Allow: 'GET, PUT, HEAD, OPTIONS',
  Vary: 'Accept',
  'Content-Type': 'application/json',
};
export const VARY = { vary: 'origin' };
export const ALLOWED = { 'access-control-allow-origin': PAGE, ...VARY };
export const LISTS = {
  'access-control-allow-headers':
    'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with',
  'access-control-allow-methods': 'DELETE, GET, OPTIONS, PATCH, POST, PUT',
  'access-control-max-age': '86400',
};
export const STORAGE_ACCESS = { 'Sec-Fetch-Storage-Access': 'active' };

/** A GET that the browser refused after its answer. */
export const refusedGet = (
  status: number,
  answer: HeaderInput = {},
  more: ExchangeInput = {},
): Exchange =>
  exchange({ response: { status, headers: answer }, error: CHROMIUM_BLOCKED, ...more });

/** A PUT with JSON and a refused preflight. */
export const refusedPut = (
  status: number,
  answer: HeaderInput = {},
  more: ExchangeInput = {},
): Exchange =>
  exchange({
    method: 'PUT',
    unsent: true,
    error: CHROMIUM_BLOCKED,
    ...more,
    preflight: { status, headers: answer, asksHeaders: 'content-type', ...more.preflight },
  });

/** A request that passed, with these headers on its answer. */
export const passed = (answer: HeaderInput, more: ExchangeInput = {}): Exchange =>
  exchange({ response: { headers: answer }, ...more });

/** A PUT that passed, with these headers on the answer to its preflight. */
export const passedPut = (preflight: HeaderInput): Exchange =>
  exchange({ id: '0', method: 'PUT', preflight: { headers: preflight } });

/** A PUT whose preflight passed and whose own answer the browser refused. */
export const refusedAfterPreflight = (
  status: number,
  answer: HeaderInput,
  preflight: HeaderInput,
): Exchange =>
  exchange({
    method: 'PUT',
    error: CHROMIUM_BLOCKED,
    preflight: { status: 200, headers: preflight, asksHeaders: 'content-type' },
    response: { status, headers: answer },
  });

export const allowedBefore = passed({ 'Access-Control-Allow-Origin': PAGE }, { id: '0' });
export const allowedElsewhere = passed(ALLOWED, { id: '0', url: `${API}/api/list` });

/** One recorded answer of a server, with the ids of all its hints in order. */
export type Row = readonly [what: string, context: HintContext, expected: readonly string[]];

/** The exchange with its answers the given milliseconds later. */
export function later(one: Exchange, by: number): Exchange {
  const [{ preflight, response, ...first }] = one.hops;
  const delayed = <T extends { readonly at: number }>(answer: T | null): T | null =>
    answer && { ...answer, at: answer.at + by };
  return {
    ...one,
    hops: [
      {
        ...first,
        response: delayed(response),
        preflight: preflight && { ...preflight, response: delayed(preflight.response) },
      },
    ],
  };
}
export function earlier(one: Exchange): Exchange {
  return later(one, -5_000);
}

/** The observer's report of a page that tried to read these headers and got nothing. */
export const readInVain = (...readNames: readonly string[]): Declared => ({
  credentials: 'same-origin',
  mode: 'cors',
  headerNames: [],
  readNames,
  stack: [],
});
