import { cutHeaders } from '../capture/cut.ts';
import {
  type CredentialsMode,
  type Exchange,
  type Hop,
  type PreflightFacts,
  type ResponseFacts,
  unseenHop,
} from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import { originOf, parseUrl, type SerializedOrigin, serializedOrigin } from '../model/origin.ts';
import { redactHeader, redactUrl } from '../model/redact.ts';
import { phrase } from '../model/say.ts';
import { withoutFragment } from '../model/url.ts';
import { corsUnsafeRequestHeaderNames, pageSetHeaders } from '../policy/needs-preflight.ts';
import { normalizeMethod } from '../policy/safelists.ts';

/** Headers as pairs, as `Headers`, or as an object. A name may have several values. */
export type HeaderInput =
  | Iterable<readonly [name: string, value: string]>
  | Readonly<Record<string, string | readonly string[]>>;

/** A response as it came from the server. */
export type SeenResponse = { readonly status: number; readonly headers?: HeaderInput };

/** A request of a page, and what came back. */
export type SeenRequest = {
  readonly url: string;
  /** The page's origin, such as `https://app.example`. `null` for a sandboxed frame. */
  readonly origin: string;
  /** `GET` if absent. */
  readonly method?: string;
  /** The headers that the page's code sets, or all that were sent. */
  readonly headers?: HeaderInput;
  /** Absent: nobody knows, so a diagnosis may depend on it. */
  readonly credentials?: CredentialsMode;
  /** The response to the preflight (OPTIONS). Absent: none was seen. */
  readonly preflight?: SeenResponse;
  /** The response to the request itself. Absent: none was seen. */
  readonly response?: SeenResponse;
};

const NO_TAB = -1;

/**
 * A request in words as an exchange, without secrets. Nobody saw the browser's decision, so the
 * headers decide.
 * @throws {TypeError} If the URL or the origin is none.
 */
export function exchangeOf(seen: SeenRequest): Exchange {
  const origin = pageOf(seen.origin);
  const whole = parseUrl(seen.url);
  if (whole === null)
    throw new TypeError(phrase`url must be a URL with http: or https:`.fr`url doit être une URL avec
      http: ou https:`);
  const method = normalizeMethod(seen.method ?? 'GET');
  const url = redactUrl(withoutFragment(whole.href));
  const sent = list(seen.headers).filter(([name]) => name.toLowerCase() !== 'origin');
  const request = { method, headers: clean([['Origin', origin], ...sent]), at: 0 };
  const { preflight, response, credentials } = seen;
  const hop: Hop = {
    ...unseenHop({ url, method, at: 0 }),
    preflight: preflight === undefined ? null : preflightFacts(preflight, request),
    request: response === undefined ? null : request,
    response: response === undefined ? null : responseFacts(response),
  };
  return {
    id: 'request',
    tabId: NO_TAB,
    frameId: 0,
    documentId: '',
    initiator: origin,
    resourceType: 'xmlhttprequest',
    hops: [hop],
    ending: { kind: 'lost', at: 1 },
    ...(credentials === undefined ? {} : { declared: declaredBy(credentials) }),
  };
}

function pageOf(text: string): SerializedOrigin {
  if (text === 'null') return serializedOrigin(text);
  const page = parseUrl(text);
  if (page === null)
    throw new TypeError(phrase`origin must be like https://app.example`.fr`origin doit ressembler à
      https://app.example`);
  return originOf(page.href);
}

const declaredBy = (credentials: CredentialsMode) => ({
  credentials,
  mode: 'cors' as const,
  headerNames: [],
  readNames: [],
  stack: [],
});

function preflightFacts(
  answer: SeenResponse,
  { method, headers }: { readonly method: string; readonly headers: HeaderList },
): PreflightFacts {
  const names = corsUnsafeRequestHeaderNames(pageSetHeaders(headers)).join(',');
  const asked: HeaderList = [
    ...headers.filter(([name]) => name === 'Origin'),
    ['Access-Control-Request-Method', method],
    ...(names === '' ? [] : [['Access-Control-Request-Headers', names] as const]),
  ];
  return {
    requestId: 'preflight',
    request: { method: 'OPTIONS', headers: asked, at: 0 },
    response: responseFacts(answer),
    ending: { kind: 'lost', at: 1 },
  };
}

const responseFacts = ({ status, headers }: SeenResponse): ResponseFacts => ({
  status,
  headers: clean(list(headers)),
  at: 1,
});

const clean = (headers: HeaderList): HeaderList => cutHeaders(headers.map(redactHeader));

const isIterable = (
  input: HeaderInput,
): input is Iterable<readonly [name: string, value: string]> => Symbol.iterator in input;

function list(input: HeaderInput = []): HeaderList {
  if (isIterable(input)) return [...input].map(([name, value]) => [String(name), String(value)]);
  return Object.entries(input).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one) => [name, String(one)] as const),
  );
}
