import { WHY_NOT, type WhyNot } from '../checks/why-not.ts';
import type { Exchange } from '../model/exchange.ts';
import { areExchanges } from './parse.ts';

/**
 * From a view to the background: ask a server again. It names only an exchange that the background
 * has seen, so nothing else can be asked. One question for each port; closing the port takes the
 * question back.
 */
export type CheckQuestion = {
  readonly type: 'check';
  readonly tabId: number;
  /** The id of the exchange to repeat. */
  readonly exchange: string;
  /** Whether the browser's cookies are sent with the request itself. */
  readonly cookies: boolean;
  /** Whether an answer that means the same as the last one is left out of the list. */
  readonly quiet: boolean;
};

/** From the background to that view. */
export type CheckAnswer =
  | { readonly type: 'checked'; readonly exchange: Exchange }
  | { readonly type: 'not-checked'; readonly why: WhyNot };

const LONGEST_ID = 200;

/** The question, or null when it is not one. Never throws. */
export function parseCheckQuestion(value: unknown): CheckQuestion | null {
  const { type, tabId, exchange, cookies, quiet } = Object(value);
  if (type !== 'check' || !Number.isSafeInteger(tabId)) return null;
  if (typeof exchange !== 'string' || exchange.length > LONGEST_ID) return null;
  return { type, tabId, exchange, cookies: cookies === true, quiet: quiet === true };
}

/** The answer, or null when it is not one. Never throws. */
export function parseCheckAnswer(value: unknown): CheckAnswer | null {
  const { type, exchange, why } = Object(value);
  if (type === 'checked') {
    const exchanges: unknown = [exchange];
    return areExchanges(exchanges) && exchanges[0] ? { type, exchange: exchanges[0] } : null;
  }
  const known = WHY_NOT.find((one) => one === why);
  return type === 'not-checked' && known !== undefined ? { type, why: known } : null;
}
