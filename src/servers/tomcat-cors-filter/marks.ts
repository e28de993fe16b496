import { has } from '../../model/header-list.ts';
import { code, prose } from '../../model/prose.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { cookieSignal, headerOf, headerSignal, lineOf, type Signal } from '../kit/marks.ts';

/** In one line, all but the last in lower case, after `origin,` unless every origin is allowed. */
const PREFLIGHT_VARY = /^(?:origin,)?access-control-request-method,Access-Control-Request-Headers$/;

/** As measured on Tomcat 10.1. */
export const SIGNALS: readonly Signal[] = [
  headerSignal(0.9, 'Vary', PREFLIGHT_VARY, (line) => prose`Tomcat’s CorsFilter sends ${line}.`),
  headerSignal(0.6, 'Server', /^Apache-Coyote\//, (line) => prose`Tomcat sends ${line}.`),
  {
    weight: 0.55,
    seen: isRefusal,
    evidence: (
      one,
    ) => prose`Tomcat’s CorsFilter rejects an origin, a method or a header with an empty
      403 and ${lineOf(one, 'Content-Type')}.`,
  },
  {
    weight: 0.35,
    seen: (one) =>
      one.status >= 400 &&
      headerOf(one, 'content-type') === 'text/html;charset=utf-8' &&
      has(one.headers, 'content-language'),
    evidence: (one) => prose`Tomcat’s own error pages have ${lineOf(one, 'Content-Language')}.`,
  },
  cookieSignal(0.25, /^JSESSIONID=/, prose`Java servers set the cookie ${code('JSESSIONID')}.`),
];

/** Whether the filter refused this request. */
export function isRefusal(answer: SeenAnswer): boolean {
  return (
    answer.status === 403 &&
    headerOf(answer, 'content-type').startsWith('text/plain') &&
    headerOf(answer, 'content-length') === '0' &&
    !has(answer.headers, 'vary') &&
    !has(answer.headers, 'server')
  );
}
