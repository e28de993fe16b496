import type { BrowserName, CredentialsMode, Exchange } from '../model/exchange.ts';
import { remember } from '../model/lazy.ts';
import { NO_NOTES, type Notes } from '../model/notes.ts';
import { saidOf } from '../model/said-cookies.ts';
import { withholdsStorageAccess } from '../policy/credentials.ts';
import type { Evaluation } from '../policy/finding.ts';
import { addressOf } from './address.ts';
import { likelyCredentials, modeFor } from './credentials.ts';
import type { DiagnosisContext, RowDiagnosis } from './diagnosis.ts';
import { judge, type Others } from './judge.ts';
import { type Neighbours, neighboursOf } from './neighbours.ts';
import { wordsOf } from './words.ts';

/**
 * What a row among very many shows. It is made from the exchange alone, when the caller knows what
 * the others show, so new neighbors cost a row little. It needs nothing of any server's room, so a
 * view can show its list before those are loaded. Remembered. Never throws.
 */
export function diagnoseRow(
  exchange: Exchange,
  browser: BrowserName,
  others: Others,
): RowDiagnosis {
  const evaluation = judge(exchange, browser, others);
  const rows = rowsOf(exchange);
  const row = rows.get(evaluation) ?? { exchange, evaluation, ...wordsOf(exchange, evaluation) };
  rows.set(evaluation, row);
  return row;
}

const rowsOf = remember((_: Exchange) => new Map<Evaluation, RowDiagnosis>());

/** The same, by what the other exchanges show. */
export function rowAmong(
  exchange: Exchange,
  { browser, exchanges, notes = NO_NOTES }: DiagnosisContext,
): RowDiagnosis {
  const neighbours = neighboursOf(exchange, exchanges);
  return diagnoseRow(exchange, browser, {
    likely: likelyMode(exchange, browser, neighbours, notes),
    storageAccessWithheld: isStorageAccessWithheld(exchanges),
  });
}

/**
 * The credentials mode that the page probably used: as the user said, or as others show. The page
 * chooses it for its own URL, not for a redirect target.
 */
export function likelyMode(
  exchange: Exchange,
  browser: BrowserName,
  [first = []]: readonly Neighbours[],
  { cookies }: Notes,
): CredentialsMode | null {
  const said = saidOf(cookies, addressOf(exchange));
  return said === null ? likelyCredentials(exchange, first, browser) : modeFor(said);
}

/** Whether any exchange shows that the user's settings withhold `Sec-Fetch-Storage-Access`. */
export const isStorageAccessWithheld = remember((exchanges: readonly Exchange[]) =>
  exchanges.some(withholdsStorageAccess),
);
