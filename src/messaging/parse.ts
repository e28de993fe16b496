import { parseDeclaration } from '../model/declared.ts';
import type { BrowserName, Exchange } from '../model/exchange.ts';
import { list } from '../model/fields.ts';
import type { HandedOver } from '../model/resource-timing.ts';
import { parsePlan, parseTrial } from '../model/trial.ts';
import type { BackgroundToView, TabStatus, ViewToBackground } from './protocol.ts';

const MOST_TOLD = 1_000;
const LONGEST_HOLDER = 100;

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);
const isBrowser = (value: unknown): value is BrowserName =>
  value === 'chromium' || value === 'firefox';

/** A view's message, or null when the background does not know it. Never throws. */
export function parseViewMessage(value: unknown): ViewToBackground | null {
  if (!isObject(value)) return null;
  const { type, tabId } = value;
  if (type === 'ping') return { type };
  if (!isNumber(tabId)) return null;
  if (type === 'subscribe' || type === 'observe' || type === 'undo-clear') return { type, tabId };
  if (type === 'clear') return isNumber(value['at']) ? { type, tabId, at: value['at'] } : null;
  if (type === 'watch') return { type, tabId, on: value['on'] === true };
  if (type === 'end-trial') return { type, tabId };
  if (type === 'try' || type === 'hold-trial') return parseTrialMessage(type, tabId, value);
  if (type === 'handed-over' && Array.isArray(value['requests'])) {
    return {
      type,
      tabId,
      requests: value['requests'].slice(0, MOST_TOLD).flatMap(parseHandedOver),
    };
  }
  return null;
}

function parseTrialMessage(
  type: 'try' | 'hold-trial',
  tabId: number,
  { holder, plan: given }: Fields,
): ViewToBackground | null {
  // Workers that several tabs share have no tab of their own.
  if (!Number.isSafeInteger(tabId) || tabId < 0) return null;
  if (typeof holder !== 'string' || holder.length > LONGEST_HOLDER) return null;
  if (type === 'hold-trial') return { type, tabId, holder };
  const plan = parsePlan(given);
  return plan === null ? null : { type, tabId, holder, plan };
}

function parseHandedOver(value: unknown): readonly HandedOver[] {
  if (!isObject(value)) return [];
  const { id, handedOver } = value;
  return typeof id === 'string' && typeof handedOver === 'boolean' ? [{ id, handedOver }] : [];
}

/**
 * The background's message, or null when a view does not know it: an old view may outlive an update
 * of the extension. Never throws.
 */
export function parseBackgroundMessage(value: unknown): BackgroundToView | null {
  if (!isObject(value)) return null;
  if (value['type'] === 'called') {
    return {
      type: 'called',
      calls: list(value['calls']).flatMap((one) => parseDeclaration(one) ?? []),
    };
  }
  if (!isStatus(value['status'])) return null;
  const { type, status, browser, ids, exchanges, removed, more } = value;
  if (type === 'snapshot' && isBrowser(browser) && areStrings(ids)) {
    return { type, browser, status, ids };
  }
  if (type === 'changed' && areExchanges(exchanges) && areStrings(removed)) {
    return { type, status, exchanges, removed, more: more === true };
  }
  return null;
}

const NUMBERS = [
  'tabId',
  'watchingSince',
  'navigatedAt',
  'observedAt',
  'dropped',
  'restarts',
  'interruptedAt',
] as const satisfies readonly (keyof TabStatus)[];

function isStatus(value: unknown): value is TabStatus {
  return (
    isObject(value) &&
    NUMBERS.every((key) => isNumber(value[key])) &&
    typeof value['watching'] === 'boolean' &&
    (value['storageProblem'] === null || isStorageProblem(value['storageProblem'])) &&
    (value['trial'] === null || parseTrial(value['trial']) !== null) &&
    (value['trialProblem'] === null || typeof value['trialProblem'] === 'string')
  );
}

const isStorageProblem = (value: unknown): boolean =>
  isObject(value) && typeof value['lost'] === 'boolean' && typeof value['reason'] === 'string';

/** Both ends ship together, so only the parts that a view reads first are checked. */
export function areExchanges(value: unknown): value is readonly Exchange[] {
  return (
    Array.isArray(value) &&
    value.every(
      (one) =>
        isObject(one) &&
        typeof one['id'] === 'string' &&
        isObject(one['ending']) &&
        Array.isArray(one['hops']) &&
        one['hops'].length > 0 &&
        one['hops'].every((hop) => isObject(hop) && typeof hop['url'] === 'string'),
    )
  );
}

export function areStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
