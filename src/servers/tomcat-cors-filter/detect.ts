import { getAll, has } from '../../model/header-list.ts';
import type { ObservedAnswer } from '../../model/observation.ts';
import { code } from '../../model/prose.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';

/** In one line, all but the last in lower case; `origin,` before it unless every origin may. */
const PREFLIGHT_VARY = /^(?:origin,)?access-control-request-method,Access-Control-Request-Headers$/;

/** As measured on Tomcat 10.1. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.9,
    seen: (one) => PREFLIGHT_VARY.test(headerOf(one, 'vary')),
    evidence: (one) => [lineOf(one, 'Vary'), ' is how Tomcat’s CorsFilter writes it.'],
  },
  {
    weight: 0.6,
    seen: (one) => headerOf(one, 'server').startsWith('Apache-Coyote/'),
    evidence: (one) => [lineOf(one, 'Server'), ' is Tomcat’s.'],
  },
  {
    weight: 0.55,
    seen: isRefusal,
    evidence: (one) => [
      'An empty 403 with ',
      lineOf(one, 'Content-Type'),
      ' is how Tomcat’s CorsFilter refuses an origin, a method or a header.',
    ],
  },
  {
    weight: 0.35,
    seen: (one) =>
      one.status >= 400 &&
      headerOf(one, 'content-type') === 'text/html;charset=utf-8' &&
      has(one.headers, 'content-language'),
    evidence: (one) => [lineOf(one, 'Content-Language'), ' is on Tomcat’s own error pages.'],
  },
  {
    weight: 0.25,
    seen: (one) => getAll(one.headers, 'set-cookie').some((line) => /^JSESSIONID=/m.test(line)),
    evidence: () => ['The cookie ', code('JSESSIONID'), ' comes from a Java server.'],
  },
];

/** Whether the filter refused this request. */
export function isRefusal(answer: ObservedAnswer): boolean {
  return (
    answer.status === 403 &&
    headerOf(answer, 'content-type').startsWith('text/plain') &&
    headerOf(answer, 'content-length') === '0' &&
    !has(answer.headers, 'vary') &&
    !has(answer.headers, 'server')
  );
}
