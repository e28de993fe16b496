import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { rsCorsRelease } from '../kit/rs-cors-answer.ts';

/** As measured on rs/cors 1.7 and 1.11. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.85,
    seen: (one) => rsCorsRelease(one) === '1.11',
    evidence: (one) =>
      say`rs/cors answers a preflight with an empty 204 and ${lineOf(one, 'Vary')}.`
        .fr`rs/cors répond à une requête préliminaire par un 204 vide et ${lineOf(one, 'Vary')}.`,
  },
  {
    // Chi’s copy, which more people use than the old releases, answers alike. Both are Go.
    weight: 0.35,
    seen: (one) => isOldRelease(one) || isGoNotFound(one),
    evidence: (one) =>
      isOldRelease(one)
        ? say`Old releases of rs/cors answer a preflight with an empty 200, three ${code('Vary')}
          lines and at most the method that was asked for.`
            .fr`Les anciennes versions de rs/cors répondent à une requête préliminaire par un 200
            vide, trois lignes ${code('Vary')} et au plus la méthode demandée.`
        : say`Go’s own ${code('net/http')} answers with this 404.`
            .fr`Le ${code('net/http')} de Go répond avec ce 404.`,
  },
];

/** The releases that may have made the newest preflight answer. */
export function versions(answers: readonly SeenAnswer[]): readonly string[] {
  const release = answers.map(rsCorsRelease).findLast((one) => one !== null) ?? null;
  return release === null ? [] : [release === '1.7' ? 'rs/cors ≤ 1.8' : 'rs/cors ≥ 1.11'];
}

/** `http.NotFound`: 19 bytes of text. */
function isGoNotFound(answer: SeenAnswer): boolean {
  return (
    answer.status === 404 &&
    headerOf(answer, 'content-type') === 'text/plain; charset=utf-8' &&
    headerOf(answer, 'x-content-type-options') === 'nosniff' &&
    headerOf(answer, 'content-length') === '19'
  );
}

const isOldRelease = (answer: SeenAnswer): boolean => rsCorsRelease(answer) === '1.7';
