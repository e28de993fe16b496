import { type Exchange, type Hop, unseenHop } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import { nameableOrigin, originOf } from '../model/origin.ts';
import type { CauseId } from '../policy/finding.ts';
import { isCorsSafelistedMethod } from '../policy/safelists.ts';
import type { Claim } from './claim.ts';

/** Where the browser judged a response by its headers alone, and each value is stated. */
type Shown = {
  readonly preflight?: HeaderList;
  readonly actual?: HeaderList;
  readonly method?: string;
  readonly asks?: string;
  readonly credentials?: true;
  /** The preflight's. */
  readonly status?: number;
};

/** A status that no preflight passes with, and that says nothing about a server. */
const ANY_ERROR = 400;

const NO_TAB = -1;
/** Chromium's name for a request that CORS blocked. */
const BLOCKED = 'net::ERR_FAILED';

/**
 * The smallest exchange that the browser would refuse for the reason that the claim states. It is
 * made only to find the fix: what the text does not say, such as the status, is filled in, and must
 * not be shown. Null if the text leaves several causes open, or says too little for a fix.
 * `page`: the page's origin, if the text does not say it.
 */
export function asExchange(claim: Claim, page: string | null): Exchange | null {
  const origin = nameableOrigin(claim.origin ?? page ?? '');
  const [cause, ...others] = claim.causes;
  if (origin === null || claim.url === null || cause === undefined || others.length > 0)
    return null;
  const shown = shownBy(cause, claim, origin);
  if (shown === null) return null;
  const {
    preflight,
    actual,
    method = claim.method ?? 'GET',
    asks,
    credentials,
    status = 204,
  } = shown;
  const asked: HeaderList = [
    ['Origin', origin],
    ['Access-Control-Request-Method', method],
    ...(asks === undefined ? [] : [['Access-Control-Request-Headers', asks] as const]),
  ];
  const hop: Hop = {
    ...unseenHop({ url: claim.url, method, at: 0 }),
    preflight:
      preflight === undefined
        ? null
        : {
            requestId: 'console-preflight',
            request: { method: 'OPTIONS', headers: asked, at: 0 },
            response: { status, headers: preflight, at: 1 },
            ending: { kind: 'completed', at: 1 },
          },
    request: actual === undefined ? null : { method, headers: [['Origin', origin]], at: 0 },
    response: actual === undefined ? null : { status: claim.status ?? 200, headers: actual, at: 1 },
  };
  return {
    id: 'console',
    tabId: NO_TAB,
    frameId: 0,
    documentId: '',
    initiator: origin,
    resourceType: 'xmlhttprequest',
    hops: [hop],
    ending: { kind: 'error', error: BLOCKED, at: 2 },
    ...(credentials
      ? {
          declared: {
            credentials: 'include',
            mode: 'cors',
            headerNames: [],
            readNames: [],
            stack: [],
          },
        }
      : {}),
  };
}

const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';

function shownBy(cause: CauseId, claim: Claim, origin: string): Shown | null {
  const { named, phase } = claim;
  const at = (headers: HeaderList, credentials?: true): Shown => ({
    ...(phase === 'preflight' ? { preflight: headers } : { actual: headers }),
    ...(credentials ? { credentials } : {}),
  });
  switch (cause) {
    case 'missing-allow-origin':
      return at([]);
    case 'allow-origin-mismatch':
    case 'invalid-allow-origin-value':
    case 'multiple-allow-origin-values':
      return named === null ? null : at([[ALLOW_ORIGIN, named]]);
    case 'wildcard-with-credentials':
      return at([[ALLOW_ORIGIN, '*']], true);
    case 'credentials-not-allowed':
      return at([[ALLOW_ORIGIN, origin]], true);
    case 'method-not-allowed': {
      const method = named ?? claim.method;
      if (method === null || isCorsSafelistedMethod(method)) return null;
      return { preflight: [[ALLOW_ORIGIN, origin]], method };
    }
    case 'header-not-allowed':
      if (named === null) return null;
      return { preflight: [[ALLOW_ORIGIN, origin]], asks: named.toLowerCase() };
    // It passed the check before.
    case 'preflight-status':
      return { preflight: [[ALLOW_ORIGIN, origin]], status: claim.status ?? ANY_ERROR };
    default:
      return null;
  }
}

/** The server that must answer otherwise. */
export const serverOf = ({ url }: Claim): string => (url === null ? '' : originOf(url));
