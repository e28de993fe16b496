import { getAll, has, listElements } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { isGoAnswer } from '../kit/go-answer.ts';
import { canonicalHeaderKey } from '../kit/go-source.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { GIN_DEFAULT_CONFIG } from './model.ts';

/** As measured on gin-contrib/cors 1.4. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.85,
    seen: (one) =>
      headerOf(one, 'access-control-allow-methods') === GIN_DEFAULT_CONFIG.AllowMethods.join(','),
    evidence: (one) =>
      say`gin-contrib/cors sends ${lineOf(one, 'Access-Control-Allow-Methods')} by default.`
        .fr`gin-contrib/cors envoie ${lineOf(one, 'Access-Control-Allow-Methods')} par défaut.`,
  },
  {
    weight: 0.75,
    seen: isAllowedPreflight,
    evidence: (one) =>
      say`gin-contrib/cors answers a preflight with 204, three ${code('Vary')} lines and
        ${lineOf(one, 'Access-Control-Allow-Headers')}.`
        .fr`gin-contrib/cors répond à une requête préliminaire avec 204, trois lignes
        ${code('Vary')} et ${lineOf(one, 'Access-Control-Allow-Headers')}.`,
  },
  {
    weight: 0.45,
    seen: isBareRefusal,
    evidence: () =>
      say`gin-contrib/cors rejects an origin with an empty 403 that has no other
      headers.`.fr`gin-contrib/cors rejette une origine par un 403 vide, sans autres en-têtes.`,
  },
  {
    weight: 0.4,
    seen: (one) =>
      one.status === 404 &&
      headerOf(one, 'content-type') === 'text/plain' &&
      headerOf(one, 'content-length') === '18',
    evidence: () =>
      say`gin answers with this 404 where no route matches.`
        .fr`gin répond par ce 404 quand aucune route ne correspond.`,
  },
  {
    weight: 0.4,
    seen: (one) =>
      headerOf(one, 'content-type') === 'application/json; charset=utf-8' && isGoAnswer(one),
    evidence: (one) =>
      say`gin sends ${lineOf(one, 'Content-Type')}, with its headers in this order.`
        .fr`gin envoie ${lineOf(one, 'Content-Type')}, avec ses en-têtes dans cet ordre.`,
  },
];

/** Whether the middleware made this answer. */
export const isGinCors = (answer: SeenAnswer): boolean =>
  isAllowedPreflight(answer) || isBareRefusal(answer);

/** Lists joined by a bare comma, header names as Go spells them. */
function isAllowedPreflight(answer: SeenAnswer): boolean {
  const headers = headerOf(answer, 'access-control-allow-headers');
  return (
    answer.kind === 'preflight' &&
    answer.status === 204 &&
    getAll(answer.headers, 'vary').length === 3 &&
    headers !== '' &&
    headers === listElements(headers).map(canonicalHeaderKey).join(',')
  );
}

function isBareRefusal(answer: SeenAnswer): boolean {
  return (
    answer.status === 403 &&
    headerOf(answer, 'content-length') === '0' &&
    !['vary', 'content-type', 'server', 'x-powered-by'].some((name) => has(answer.headers, name))
  );
}
