import { askedAt } from '../diagnosis/asked.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { REDACTED } from '../model/redact.ts';
import type { RepeatedRequest } from '../model/trial.ts';

/** Whether a request changes nothing on the server. @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 */
export const isSafeMethod = (method: string): method is RepeatedRequest['method'] =>
  method === 'GET' || method === 'HEAD';

/**
 * The request as the page can send it again without doing anything on the server. Null if it may do
 * something, or if not all of it is known: the headers that its code set, or parts of its URL.
 */
export function repeatOf({
  exchange,
  evaluation,
  requirement: { answer },
}: Diagnosis): RepeatedRequest | null {
  const [first] = exchange.hops;
  const { url, method } = first;
  if (answer === null || !isSafeMethod(method) || url.includes(REDACTED)) return null;
  if (exchange.frameId !== 0 || exchange.resourceType !== 'xmlhttprequest') return null;
  if (askedAt(first).headers.length > 0) return null;
  const { credentials } = evaluation;
  const mode = credentials.known ? credentials.value : 'same-origin';
  return { origin: answer.origin, url, method, credentials: mode };
}
