import { cutHeaders } from '../capture/cut.ts';
import { type BrowserName, type Exchange, unseenHop } from '../model/exchange.ts';
import { type HeaderList, has } from '../model/header-list.ts';
import { isCrossSite, isPotentiallyTrustworthy, type SerializedOrigin } from '../model/origin.ts';
import { REDACTED, redactHeader, redactUrl } from '../model/redact.ts';
import { isBadPort } from '../policy/bad-port.ts';
import { preflightReasons, questionOf } from '../policy/needs-preflight.ts';
import type { Check } from './check.ts';

/** A request that the user has named, as a page of `origin` would make it with `fetch`. */
export type NamedRequest = {
  readonly url: string;
  readonly origin: SerializedOrigin;
  /** As `fetch` sends it. */
  readonly method: string;
  /** What the page's code sets. A null value is not known, so that header is asked for only. */
  readonly headers: readonly (readonly [name: string, value: string | null])[];
  readonly credentials: boolean;
  /** Whether the value of a cookie is known. */
  readonly cookies: boolean;
  /** Whether a request that may change data is sent, too. */
  readonly sendsAll: boolean;
};

const NO_TAB = -1;

/** The check of that request, without secrets. `id` tells it apart from others; `at`: now. */
export function checkNamed(
  { url, origin, method, headers, credentials, cookies, sendsAll }: NamedRequest,
  { id, browser, at }: { readonly id: string; readonly browser: BrowserName; readonly at: number },
): Check {
  const set = headers.map(([name, value]) => redactHeader([name, value ?? REDACTED]));
  const own = browsersOwn(url, origin).filter(([name]) => !has(set, name));
  const request = { method, headers: cutHeaders([...own, ...set]), at };
  const of: Exchange = {
    id: `${id}-page`,
    tabId: NO_TAB,
    frameId: 0,
    documentId: '',
    initiator: origin,
    resourceType: 'xmlhttprequest',
    hops: [{ ...unseenHop({ url: redactUrl(url), method, at }), request }],
    ending: { kind: 'pending' },
  };
  const unknown = headers.filter(([, value]) => value === null).map(([name]) => name.toLowerCase());
  const withheld = credentials && !cookies ? [...unknown, 'cookie'] : unknown;
  const checked = {
    of: of.id,
    credentials: credentials ? 'include' : 'same-origin',
    cookies,
    withheld,
  } as const;
  return { id, of, browser, checked, named: { sendsAll } };
}

/**
 * What Chromium adds to a request of `fetch` that tells the server who asks. It tells untrustworthy
 * URLs less.
 * @see https://w3c.github.io/webappsec-fetch-metadata/
 */
function browsersOwn(url: string, origin: SerializedOrigin): HeaderList {
  const referer: HeaderList = origin === 'null' ? [] : [['Referer', `${origin}/`]];
  const site = isCrossSite(url, origin) ? 'cross-site' : 'same-site';
  const metadata: HeaderList = isPotentiallyTrustworthy(url)
    ? [
        ['Sec-Fetch-Site', site],
        ['Sec-Fetch-Mode', 'cors'],
        ['Sec-Fetch-Dest', 'empty'],
      ]
    : [];
  return [['Accept', '*/*'], ['Accept-Language', 'en-US,en;q=0.9'], ...metadata, ...referer];
}

/** Whether browsers ask by a preflight before they send it. */
export const needsPreflightFirst = ({ of }: Check): boolean => {
  const { request } = of.hops[0];
  return request !== null && preflightReasons(questionOf(request)).length > 0;
};

/** Why no browser sends such a request, whatever the server answers. Null if they do. */
export function whyNoBrowserSends(
  url: string,
  origin: SerializedOrigin,
): 'bad-port' | 'mixed-content' | null {
  if (isBadPort(url)) return 'bad-port';
  return origin.startsWith('https:') && !isPotentiallyTrustworthy(url) ? 'mixed-content' : null;
}
