import type { Declaration } from '../model/declared.ts';
import { isAbout, oddNames } from './match-declaration.ts';
import type { RequestRecord } from './record.ts';
import type { CaptureState } from './state.ts';
import { drop, entries, lookup, put } from './table.ts';

/** How long a declaration waits for its request's first event. */
const PATIENCE = 10_000;
const MOST_WAITING = 200;

/** Keeps a declaration whose request was not seen yet. */
export function waiting(
  state: CaptureState,
  tabId: number,
  declaration: Declaration,
): CaptureState {
  const others = waitingIn(state, tabId).filter((one) => !isSameCall(one, declaration));
  const kept = [...others, declaration].slice(-MOST_WAITING);
  return { ...state, declarations: put(state.declarations, String(tabId), kept) };
}

const waitingIn = ({ declarations }: CaptureState, tabId: number): readonly Declaration[] =>
  lookup(declarations, String(tabId)) ?? [];

const isSameCall = (a: Declaration, b: Declaration): boolean =>
  a.at === b.at && a.url === b.url && a.method === b.method;

/**
 * The waiting declarations that explain most of what this request shows, the earliest first. None if
 * what the request has explains as much.
 */
export function bestAbout(state: CaptureState, record: RequestRecord): readonly Declaration[] {
  const waiting = waitingIn(state, record.tabId);
  if (waiting.length === 0) return [];
  const odd = ({ declared }: Pick<Declaration, 'declared'>) => oddNames(state, record, declared);
  const { declared } = record;
  const most = declared === undefined ? Number.POSITIVE_INFINITY : odd({ declared });
  if (most === 0) return [];
  const fitting = waiting.filter((one) => isAbout(state, record, one));
  const least = Math.min(most, ...fitting.map(odd));
  if (least === most) return [];
  return fitting.filter((one) => odd(one) === least).toSorted((a, b) => a.at - b.at);
}

/** Without the declarations of a tab that no longer wait. */
export const withoutWaiting = (
  state: CaptureState,
  tabId: number,
  isOver: (declaration: Declaration) => boolean,
): CaptureState => ({ ...state, declarations: without(state.declarations, String(tabId), isOver) });

/** The declarations of all tabs that have not waited too long. */
export const stillWaiting = ({ declarations, clock }: CaptureState): CaptureState['declarations'] =>
  entries(declarations).reduce(
    (table, [tabId]) => without(table, tabId, ({ at }) => clock >= at + PATIENCE),
    declarations,
  );

function without(
  declarations: CaptureState['declarations'],
  tabId: string,
  isOver: (declaration: Declaration) => boolean,
): CaptureState['declarations'] {
  const waiting = lookup(declarations, tabId) ?? [];
  const left = waiting.filter((one) => !isOver(one));
  if (left.length === waiting.length) return declarations;
  return left.length === 0 ? drop(declarations, tabId) : put(declarations, tabId, left);
}
