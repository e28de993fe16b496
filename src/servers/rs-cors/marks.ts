import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { isGoAnswer } from '../kit/go-answer.ts';
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
  {
    weight: 0.35,
    seen: (one) => isGoAnswer(one) || isGoRefusal(one),
    evidence: (one) =>
      isGoRefusal(one)
        ? say`Go’s own ${code('net/http')} refuses a method with this 405.`
            .fr`Le ${code('net/http')} de Go refuse une méthode avec ce 405.`
        : say`Go’s own ${code('net/http')} writes headers in this order.`
            .fr`Le ${code('net/http')} de Go écrit les en-têtes dans cet ordre.`,
  },
];

/** The releases that may have made the newest preflight answer. */
export function versions(answers: readonly SeenAnswer[]): readonly string[] {
  const release = answers.map(rsCorsRelease).findLast((one) => one !== null) ?? null;
  return release === null ? [] : [release === '1.7' ? 'rs/cors ≤ 1.8' : 'rs/cors ≥ 1.11'];
}

/** `http.NotFound`: 19 bytes of text. */
const isGoNotFound = (answer: SeenAnswer): boolean => answer.status === 404 && isGoError(answer);

/** `ServeMux` knows the address with other methods: 19 bytes of text too. */
const isGoRefusal = (answer: SeenAnswer): boolean =>
  answer.status === 405 && headerOf(answer, 'allow') !== '' && isGoError(answer);

function isGoError(answer: SeenAnswer): boolean {
  return (
    headerOf(answer, 'content-type') === 'text/plain; charset=utf-8' &&
    headerOf(answer, 'x-content-type-options') === 'nosniff' &&
    headerOf(answer, 'content-length') === '19'
  );
}

const isOldRelease = (answer: SeenAnswer): boolean => rsCorsRelease(answer) === '1.7';
