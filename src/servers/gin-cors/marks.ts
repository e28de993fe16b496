import { getAll, has, listElements } from '../../model/header-list.ts';
import { code, prose } from '../../model/prose.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { canonicalHeaderKey } from '../kit/go-source.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { GIN_DEFAULT_CONFIG } from './model.ts';

/** As measured on gin-contrib/cors 1.4. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.85,
    seen: (one) =>
      headerOf(one, 'access-control-allow-methods') === GIN_DEFAULT_CONFIG.AllowMethods.join(','),
    evidence: (
      one,
    ) => prose`gin-contrib/cors sends ${lineOf(one, 'Access-Control-Allow-Methods')} by
      default.`,
  },
  {
    weight: 0.75,
    seen: isAllowedPreflight,
    evidence: (one) => prose`gin-contrib/cors answers a preflight with 204, three ${code('Vary')}
      lines and ${lineOf(one, 'Access-Control-Allow-Headers')}.`,
  },
  {
    weight: 0.45,
    seen: isBareRefusal,
    evidence: () => prose`gin-contrib/cors rejects an origin with an empty 403 that has no other
      headers.`,
  },
  {
    weight: 0.4,
    seen: (one) =>
      one.status === 404 &&
      headerOf(one, 'content-type') === 'text/plain' &&
      headerOf(one, 'content-length') === '18',
    evidence: () => prose`gin answers with this 404 where no route matches.`,
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
