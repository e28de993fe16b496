import { lastHop } from '../model/exchange.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Why the server itself refused a request that passed CORS; nothing if it did not. */
export function ownRefusal(diagnosis: Diagnosis): Diagnosis['hints'] {
  const { exchange, evaluation } = diagnosis;
  const status = lastHop(exchange).response?.status ?? 0;
  return evaluation.verdict === 'allowed' && status >= 400 ? diagnosis.hints : [];
}
