import { diagnose } from '../diagnosis/diagnose.ts';
import type { Diagnosis, DiagnosisContext } from '../diagnosis/diagnosis.ts';
import type { Exchange } from '../model/exchange.ts';
import { redactExchange } from './redact.ts';

/** The diagnoses of exchanges whose secrets are taken out first, in the context's, too. */
export function redactedDiagnoses(
  exchanges: readonly Exchange[],
  context: DiagnosisContext,
): readonly Diagnosis[] {
  const clean = { ...context, exchanges: context.exchanges.map(redactExchange) };
  return exchanges.map((exchange) => diagnose(redactExchange(exchange), clean));
}
