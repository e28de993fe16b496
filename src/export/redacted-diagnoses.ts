import { diagnose } from '../diagnosis/diagnose.ts';
import type { Diagnosis, DiagnosisContext } from '../diagnosis/diagnosis.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Work } from '../model/work.ts';
import { redactExchange } from './redact.ts';

/** What was seen, without secrets, and the diagnosis of an exchange among it. */
export type Redacted = {
  readonly exchanges: readonly Exchange[];
  readonly diagnosisOf: (exchange: Exchange) => Diagnosis;
};

/** Removes the secrets of all exchanges, each in turn, so that none can return in a diagnosis. */
export function* redactedInTurn(context: DiagnosisContext): Work<Redacted> {
  const exchanges: Exchange[] = [];
  for (const exchange of context.exchanges) {
    exchanges.push(redactExchange(exchange));
    // None of the export is done yet.
    yield 0;
  }
  const clean = { ...context, exchanges };
  return { exchanges, diagnosisOf: (exchange) => diagnose(redactExchange(exchange), clean) };
}
