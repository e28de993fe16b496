import type { DiagnosisContext } from '../diagnosis/diagnosis.ts';
import { ownRefusal } from '../diagnosis/own-refusal.ts';
import type { Exchange } from '../model/exchange.ts';
import { plainText } from '../model/prose.ts';
import { phrase } from '../model/say.ts';
import { spellOut } from '../model/shown.ts';
import { eachInTurn, type Work } from '../model/work.ts';
import { redactedInTurn } from './redacted-diagnoses.ts';

/**
 * The given exchanges as text, each in turn, in two lines: the request and its result. If the
 * server refused a request that CORS allowed, a third line has the reason.
 */
export function* plainTextInTurn(
  exchanges: readonly Exchange[],
  context: DiagnosisContext,
): Work<string> {
  const { diagnosisOf } = yield* redactedInTurn(context);
  const blocks = yield* eachInTurn(exchanges, (one) => {
    const diagnosis = diagnosisOf(one);
    const { exchange, title, headline } = diagnosis;
    const { method, url } = exchange.hops[0];
    // Text from the wire must not reach a terminal as a command.
    const reasons = ownRefusal(diagnosis).slice(0, 1);
    return [
      `${method} ${url}`,
      phrase`${title}: ${plainText(headline)}`.fr`${title} : ${plainText(headline)}`,
      ...reasons.map(
        ({ text }) => phrase`Probably: ${plainText(text)}`.fr`Probablement : ${plainText(text)}`,
      ),
    ]
      .map((line) => spellOut(line))
      .join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}
