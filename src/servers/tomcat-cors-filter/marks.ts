import { has } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { cookieSignal, headerOf, headerSignal, lineOf, type Signal } from '../kit/marks.ts';

/** In one line, all but the last in lower case, after `origin,` unless every origin is allowed. */
const PREFLIGHT_VARY = /^(?:origin,)?access-control-request-method,Access-Control-Request-Headers$/;

/** As measured on Tomcat 10.1. */
export const SIGNALS: readonly Signal[] = [
  headerSignal(
    0.9,
    'Vary',
    PREFLIGHT_VARY,
    (line) => say`Tomcat’s CorsFilter sends ${line}.`.fr`Le CorsFilter de Tomcat envoie ${line}.`,
  ),
  headerSignal(
    0.6,
    'Server',
    /^Apache-Coyote\//,
    (line) => say`Tomcat sends ${line}.`.fr`Tomcat envoie ${line}.`,
  ),
  {
    weight: 0.55,
    seen: isRefusal,
    evidence: (one) =>
      say`Tomcat’s CorsFilter rejects an origin, a method or a header with an empty 403 and
        ${lineOf(one, 'Content-Type')}.`
        .fr`Le CorsFilter de Tomcat rejette une origine, une méthode ou un en-tête avec un 403 vide
        et ${lineOf(one, 'Content-Type')}.`,
  },
  {
    weight: 0.35,
    seen: (one) =>
      one.status >= 400 &&
      headerOf(one, 'content-type') === 'text/html;charset=utf-8' &&
      has(one.headers, 'content-language'),
    evidence: (one) =>
      say`Tomcat’s own error pages have ${lineOf(one, 'Content-Language')}.`
        .fr`Les pages d’erreur de Tomcat ont ${lineOf(one, 'Content-Language')}.`,
  },
  cookieSignal(
    0.25,
    /^JSESSIONID=/,
    say`Java servers set the cookie ${code('JSESSIONID')}.`
      .fr`Les serveurs Java définissent le cookie ${code('JSESSIONID')}.`,
  ),
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
