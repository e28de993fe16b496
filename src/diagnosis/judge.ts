import type { BrowserName, CredentialsMode, Exchange } from '../model/exchange.ts';
import { remember } from '../model/lazy.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { Evaluation } from '../policy/finding.ts';

/** What other exchanges show about how this one was made. */
export type Others = {
  /** The credentials mode that the page probably used; null if nothing shows one. */
  readonly likely: CredentialsMode | null;
  /** Whether any request with credentials was seen without `Sec-Fetch-Storage-Access`. */
  readonly storageAccessWithheld: boolean;
};

const evaluations = remember((_: Exchange) => new Map<string, Evaluation>());

/** The browser's verdict on an exchange among others, without words. Remembered. Never throws. */
export function judge(
  exchange: Exchange,
  browser: BrowserName,
  { likely, storageAccessWithheld }: Others,
): Evaluation {
  const made = evaluations(exchange);
  const key = `${browser} ${likely} ${storageAccessWithheld}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const options = likely === null ? {} : { likelyCredentials: likely };
  const evaluation = evaluate(exchange, browser, { ...options, storageAccessWithheld });
  made.set(key, evaluation);
  return evaluation;
}
