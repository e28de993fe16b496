import type { Hop } from '../model/exchange.ts';
import { isToken } from '../model/header-list.ts';
import { preflightQuestion, questionOf } from '../policy/needs-preflight.ts';

/** What one hop asked a server to allow. */
export type Asked = {
  /** As the page wrote it. */
  readonly method: string;
  /** CORS-unsafe request-header names, lower-case. */
  readonly headers: readonly string[];
};

/**
 * What a hop asked for, from the best evidence: its preflight, else the request. What is no token
 * is left out, because no header can allow it.
 */
export function askedAt({ method, preflight, request }: Hop): Asked {
  const asked =
    preflight !== null
      ? preflightQuestion(preflight, method)
      : questionOf(request ?? { method, headers: [], at: 0 });
  return {
    method: isToken(asked.method) ? asked.method : 'GET',
    headers: asked.headers.filter(isToken),
  };
}

/** @see https://www.iana.org/assignments/http-methods only the methods of browsers' requests */
const REGISTERED: ReadonlySet<string> = new Set(
  'COPY DELETE GET HEAD LOCK MKCOL MOVE OPTIONS PATCH POST PROPFIND PROPPATCH PUT QUERY REPORT SEARCH UNLOCK'.split(
    ' ',
  ),
);

/**
 * The method as registered: `PATCH` for `patch`; an unknown one stays. The browser corrects six
 * methods, so a lower-case one here is one that it does not correct.
 * @see https://fetch.spec.whatwg.org/#concept-method-normalize
 */
export function methodInUpperCase(method: string): string {
  const upper = method.toUpperCase();
  return REGISTERED.has(upper) ? upper : method;
}

const RESPONSE_HEADER =
  /^(?:access-control-(?:allow-.*|expose-headers|max-age)|content-security-policy.*|cross-origin-.*|permissions-policy|referrer-policy|server|strict-transport-security|vary|www-authenticate|x-content-type-options|x-frame-options|x-xss-protection)$/;

/** The (lower-case) names that belong to responses: a page sends them by mistake. */
export function clientHeaders(names: readonly string[]): readonly string[] {
  return names.filter((name) => RESPONSE_HEADER.test(name));
}
