import type { DiagnosisContext } from '../diagnosis/diagnosis.ts';
import type { Exchange } from '../model/exchange.ts';
import { plainText } from '../model/prose.ts';
import { redactedDiagnoses } from './redacted-diagnoses.ts';

/** The given exchanges as text, two lines each: the request, and what became of it. */
export function toPlainText(exchanges: readonly Exchange[], context: DiagnosisContext): string {
  const blocks = redactedDiagnoses(exchanges, context).map(({ exchange, title, headline }) => {
    const { method, url } = exchange.hops[0];
    return `${method} ${url}\n${title}: ${plainText(headline)}`;
  });
  // What came over the wire must not reach a terminal as a command to it.
  return `${blocks.join('\n\n').replace(/(?!\n)\p{Cc}/gu, '')}\n`;
}
