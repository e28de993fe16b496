import type { DiagnosisContext } from '../diagnosis/diagnosis.ts';
import type { Exchange } from '../model/exchange.ts';
import { plainText } from '../model/prose.ts';
import { spellOut } from '../model/shown.ts';
import { eachInTurn, type Work } from '../model/work.ts';
import { redactedDiagnoses } from './redacted-diagnoses.ts';

/**
 * The given exchanges as text, each in turn, two lines each: the request, and what became of it.
 */
export function* plainTextInTurn(
  exchanges: readonly Exchange[],
  context: DiagnosisContext,
): Work<string> {
  const diagnosisOf = redactedDiagnoses(context);
  const blocks = yield* eachInTurn(exchanges, (one) => {
    const { exchange, title, headline } = diagnosisOf(one);
    const { method, url } = exchange.hops[0];
    // What came over the wire must not reach a terminal as a command to it.
    return [`${method} ${url}`, `${title}: ${plainText(headline)}`]
      .map((line) => spellOut(line))
      .join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}
