import { getAll, has } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { cookieSignal, headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { PREFLIGHT_VARY } from '../kit/response-headers.ts';
import { SECURITY_CACHE_CONTROL } from '../kit/spring.ts';

/** The length of `Invalid CORS request`. */
const REFUSAL_LENGTH = '20';

/** As measured on spring-web 4.3 and 5.1; Spring Security’s headers from its documentation. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.75,
    seen: isRefusal,
    evidence: () =>
      say`A 403 of 20 bytes is Spring’s ${code('Invalid CORS request')}: it does not allow the
        origin, the method or a header.`
        .fr`Un 403 de 20 octets est le ${code('Invalid CORS request')} de Spring : il n’autorise pas
        l’origine, la méthode ou un en-tête.`,
  },
  {
    weight: 0.3,
    seen: (one) =>
      headerOf(one, 'cache-control') === SECURITY_CACHE_CONTROL &&
      headerOf(one, 'expires') === '0' &&
      headerOf(one, 'x-content-type-options') === 'nosniff',
    evidence: (one) =>
      say`Spring Security sends ${lineOf(one, 'Cache-Control')} by default.`
        .fr`Par défaut, Spring Security envoie ${lineOf(one, 'Cache-Control')}.`,
  },
  {
    weight: 0.55,
    seen: hasThreeVaryLines,
    evidence: () =>
      say`Spring 5.2 and later send three ${code('Vary')} lines, not only on a preflight.`
        .fr`Depuis la version 5.2, Spring envoie trois lignes ${code('Vary')}, et pas seulement pour
        une requête préliminaire.`,
  },
  {
    weight: 0.35,
    seen: isAllowedPreflight,
    evidence: (one) =>
      say`Spring answers an allowed preflight with ${lineOf(one, 'Access-Control-Allow-Methods')}.`
        .fr`Spring répond à une requête préliminaire autorisée avec
        ${lineOf(one, 'Access-Control-Allow-Methods')}.`,
  },
  cookieSignal(
    0.2,
    /^JSESSIONID=/,
    say`Java servers set the cookie ${code('JSESSIONID')}.`
      .fr`Les serveurs Java définissent le cookie ${code('JSESSIONID')}.`,
  ),
];

/** The releases that may have answered so. */
export const versions = (answers: readonly SeenAnswer[]): readonly string[] =>
  answers.some(hasThreeVaryLines) ? ['Spring ≥ 5.2'] : [];

/** Whether Spring’s CORS code refused this request. */
export function isRefusal(answer: SeenAnswer): boolean {
  return (
    answer.status === 403 &&
    headerOf(answer, 'content-length') === REFUSAL_LENGTH &&
    !has(answer.headers, 'content-type')
  );
}

function hasThreeVaryLines(answer: SeenAnswer): boolean {
  return (
    answer.kind === 'actual' &&
    // gin-contrib/cors answers every OPTIONS like a preflight.
    answer.method !== 'OPTIONS' &&
    getAll(answer.headers, 'vary').slice(0, 3).join() === PREFLIGHT_VARY.join()
  );
}

/** Methods joined by a comma; header names by a comma and a space, in the requested case. */
function isAllowedPreflight(answer: SeenAnswer): boolean {
  const headers = headerOf(answer, 'access-control-allow-headers');
  return (
    answer.kind === 'preflight' &&
    answer.status === 200 &&
    getAll(answer.headers, 'vary').join() !== '' &&
    /^[A-Z]+(,[A-Z]+)+$/.test(headerOf(answer, 'access-control-allow-methods')) &&
    /^[^A-Z,]*(, [^A-Z,]+)*$/.test(headers) &&
    !has(answer.headers, 'allow') &&
    !has(answer.headers, 'x-powered-by')
  );
}
