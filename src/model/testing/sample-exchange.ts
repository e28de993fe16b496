/**
 * Builders of exchanges for tests: short to write, complete to read. Nothing that ships imports
 * this file. Times count from zero, so that equal builds are equal.
 */
import type { Declared } from '../declared.ts';
import type {
  Ending,
  Exchange,
  Hop,
  PreflightFacts,
  RequestFacts,
  ResponseFacts,
} from '../exchange.ts';
import type { HeaderList } from '../header-list.ts';
import { originOf } from '../origin.ts';

/** The default page and cross-site server of the builders. */
export const PAGE = 'http://localhost:3000';
export const API = 'http://127.0.0.1:8000';

/** How Chromium and Firefox name a request that CORS blocked. */
export const CHROMIUM_BLOCKED = 'net::ERR_FAILED';
export const FIREFOX_BLOCKED = 'NS_ERROR_DOM_BAD_URI';

/** A header list, or a record where no name repeats. */
export type HeaderInput = HeaderList | Readonly<Record<string, string>>;

const isList = (input: HeaderInput): input is HeaderList => Array.isArray(input);

/** A header list from either form. */
export function headers(input: HeaderInput = []): HeaderList {
  return isList(input) ? input : Object.entries(input);
}

type RequestInput = {
  readonly method?: string;
  readonly headers?: HeaderInput;
  /** The `Origin` header's value; null sends none. */
  readonly origin?: string | null;
};

/** A request of the page; `Origin` comes first, then the other headers. */
export function request({
  method = 'GET',
  origin = PAGE,
  ...rest
}: RequestInput = {}): RequestFacts {
  const origins: HeaderList = origin === null ? [] : [['Origin', origin]];
  return { method, headers: [...origins, ...headers(rest.headers)], at: 1 };
}

type ResponseInput = {
  readonly status?: number;
  readonly headers?: HeaderInput;
  readonly modifiedHeaders?: HeaderInput;
  readonly fromCache?: boolean;
};

/** A server's response, 200 by default. */
export function response({ status = 200, ...rest }: ResponseInput = {}): ResponseFacts {
  return {
    status,
    headers: headers(rest.headers),
    at: 2,
    ...(rest.modifiedHeaders === undefined
      ? {}
      : { modifiedHeaders: headers(rest.modifiedHeaders) }),
    ...(rest.fromCache === undefined ? {} : { fromCache: rest.fromCache }),
  };
}

type PreflightInput = {
  /** What the page asks for: `Access-Control-Request-Method`. */
  readonly method?: string;
  /** The unsafe header names, `content-type,x-custom`: `Access-Control-Request-Headers`. */
  readonly asksHeaders?: string;
  readonly origin?: string | null;
  readonly requestHeaders?: HeaderInput;
  /** Null: no answer came. */
  readonly status?: number | null;
  readonly headers?: HeaderInput;
  readonly modifiedHeaders?: HeaderInput;
  /** Absent: the preflight completed. Chromium reports this for every answered one. */
  readonly error?: string;
  readonly ending?: Ending;
};

/** A preflight with its response, 204 by default. */
export function preflight(input: PreflightInput = {}): PreflightFacts {
  const { method = 'PUT', asksHeaders, status = 204, origin } = input;
  const asked: HeaderList = [
    ['Access-Control-Request-Method', method],
    ...(asksHeaders === undefined
      ? []
      : [['Access-Control-Request-Headers', asksHeaders] as const]),
    ...headers(input.requestHeaders),
  ];
  return {
    requestId: 'preflight-1',
    request: request({
      method: 'OPTIONS',
      headers: asked,
      ...(origin === undefined ? {} : { origin }),
    }),
    response: status === null ? null : response({ ...input, status }),
    ending: input.ending ?? endingOf(input.error ?? null),
  };
}

function endingOf(error: string | null): Ending {
  return error === null ? { kind: 'completed', at: 3 } : { kind: 'error', error, at: 3 };
}

/** What a test says about a hop. Everything else follows from it. */
export type HopInput = Partial<Omit<Hop, 'request' | 'response' | 'preflight'>> & {
  /** Headers besides `Origin`. */
  readonly requestHeaders?: HeaderInput;
  readonly origin?: string | null;
  /** The request's headers were never seen: in Chromium, its preflight was refused. */
  readonly unsent?: boolean;
  readonly preflight?: PreflightInput | null;
  /** Null: no answer came. */
  readonly response?: ResponseInput | null;
};

/** One hop. The default `response` is 200, or none if the request was not sent. */
export function hop(input: HopInput = {}): Hop {
  const { url = `${API}/items`, method = 'GET', origin, unsent = false } = input;
  const answer = input.response === undefined ? (unsent ? null : {}) : input.response;
  return {
    url,
    method,
    at: input.at ?? 0,
    preflight:
      input.preflight == null
        ? null
        : preflight({ method, ...(origin === undefined ? {} : { origin }), ...input.preflight }),
    request: unsent
      ? null
      : request({
          method,
          headers: headers(input.requestHeaders),
          ...(origin === undefined ? {} : { origin }),
        }),
    response: answer === null ? null : response(answer),
    started: input.started ?? false,
    redirectedTo: input.redirectedTo ?? null,
  };
}

/** An exchange: one hop, described here, or `hops`. */
export type ExchangeInput = HopInput & {
  readonly id?: string;
  /** Where the page is; also the default `Origin`. */
  readonly page?: string;
  readonly resourceType?: string;
  readonly tabId?: number;
  readonly hops?: readonly [Hop, ...Hop[]];
  /** The browser's error name; absent: the exchange completed. */
  readonly error?: string;
  readonly ending?: Ending;
  readonly declared?: Declared;
};

/**
 * An exchange. `exchange({ response: { headers: { … } } })` is a GET that passed. `exchange({
 * error: CHROMIUM_BLOCKED })` is the same GET refused after its response. `exchange({ method:
 * 'PUT', unsent: true, preflight: { status: 405 }, error: CHROMIUM_BLOCKED })` is a request that
 * its preflight refused, as Chromium shows it.
 */
export function exchange(input: ExchangeInput = {}): Exchange {
  const { id = '1', page = PAGE, resourceType = 'xmlhttprequest', tabId = 1 } = input;
  const ending = input.ending ?? endingOf(input.error ?? null);
  return {
    id,
    tabId,
    frameId: 0,
    documentId: 'document-1',
    initiator: originOf(page),
    resourceType,
    hops: input.hops ?? [
      hop({
        ...input,
        origin: input.origin === undefined ? page : input.origin,
        started: input.started ?? ending.kind === 'completed',
      }),
    ],
    ending,
    ...(input.declared === undefined ? {} : { declared: input.declared }),
  };
}
