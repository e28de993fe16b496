import { diagnose } from '../diagnosis/diagnose.ts';
import type { Diagnosis, DiagnosisContext } from '../diagnosis/diagnosis.ts';
import type { Exchange } from '../model/exchange.ts';
import { redactExchange } from './redact.ts';

/** Diagnoses an exchange after its secrets are removed, also from everything else that was seen. */
export function redactedDiagnoses(context: DiagnosisContext): (exchange: Exchange) => Diagnosis {
  const clean = { ...context, exchanges: context.exchanges.map(redactExchange) };
  return (exchange) => diagnose(redactExchange(exchange), clean);
}
