import { extractTokens, getAll, has } from '../../model/header-list.ts';
import { code, prose } from '../../model/prose.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { PREFLIGHT_VARY } from '../kit/response-headers.ts';
import type { RsCorsRelease } from './model.ts';

/** As measured on rs/cors 1.7 and 1.11. The copy in chi answers like 1.7. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.85,
    seen: (one) => releaseOf(one) === '1.11',
    evidence: (one) => prose`rs/cors answers a preflight with an empty 204 and
      ${lineOf(one, 'Vary')}.`,
  },
  {
    weight: 0.8,
    seen: (one) => releaseOf(one) === '1.7',
    evidence: () => prose`rs/cors answers a preflight with an empty 200, three ${code('Vary')}
      lines and at most the method that was asked for.`,
  },
  {
    weight: 0.35,
    seen: isGoNotFound,
    evidence: () => prose`Go’s own ${code('net/http')} answers with this 404.`,
  },
];

/** The releases that may have made the newest preflight answer. */
export function versions(answers: readonly SeenAnswer[]): readonly string[] {
  const release = answers.map(releaseOf).findLast((one) => one !== null) ?? null;
  return release === null ? [] : [release === '1.7' ? 'rs/cors ≤ 1.8' : 'rs/cors ≥ 1.11'];
}

/** The release that made this answer to a preflight; null if it was not rs/cors. */
export function releaseOf(answer: SeenAnswer): RsCorsRelease | null {
  if (answer.kind !== 'preflight' || !namesOnlyTheAsked(answer)) return null;
  const vary = getAll(answer.headers, 'vary').join('\n');
  if (answer.status === 204 && vary === PREFLIGHT_VARY.join(', ')) return '1.11';
  return answer.status === 200 && vary === PREFLIGHT_VARY.join('\n') && isEmpty(answer)
    ? '1.7'
    : null;
}

/** An answer without a method is a refusal. */
function namesOnlyTheAsked(answer: SeenAnswer): boolean {
  const methods = extractTokens(answer.headers, 'access-control-allow-methods');
  return methods === null || methods.length === 1;
}

const isEmpty = (answer: SeenAnswer): boolean =>
  !has(answer.headers, 'content-type') && headerOf(answer, 'content-length') === '0';

/** `http.NotFound`: 19 bytes of text. */
function isGoNotFound(answer: SeenAnswer): boolean {
  return (
    answer.status === 404 &&
    headerOf(answer, 'content-type') === 'text/plain; charset=utf-8' &&
    headerOf(answer, 'x-content-type-options') === 'nosniff' &&
    headerOf(answer, 'content-length') === '19'
  );
}
