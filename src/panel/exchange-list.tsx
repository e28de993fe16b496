import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  useCallback,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { splitEnds } from '../ui/middle.ts';
import { MARK_LABELS, VerdictMark } from '../ui/verdict.tsx';
import type { RowGroup } from './arrange.ts';
import { headHeight, indexOf, isTall, listItems } from './list-items.ts';
import { type DrawnGroup, useListWindow } from './use-list-window.ts';

type ExchangeListProps = {
  readonly groups: readonly RowGroup[];
  readonly selected: string | null;
  /** Empty, or those that are chosen together with the selected one. */
  readonly picked: ReadonlySet<string>;
  /** What the groups are, for those who do not see it. */
  readonly label: string;
  /** Arrows: the selection follows the focus. */
  readonly onSelect: (key: string) => void;
  /** A click: the detail shows, the focus stays where it is. */
  readonly onPick: (key: string) => void;
  /** Enter or a double click: on to the detail. */
  readonly onOpen: (key: string) => void;
  /** Several together; the last of them is shown. */
  readonly onPickMany: (keys: readonly string[]) => void;
  readonly onCopy: () => void;
};

/** As far as Page Up and Page Down go. */
const PAGE = 12;
/** Where the first row stands among all lines: below the head of its group. */
const FIRST_ROW = 1;

/**
 * All endpoints in their groups: a listbox with one tab stop, walked by arrows, Page Up and Down,
 * Home and End. Shift, Control and Space choose several, Control and A all. Only the rows in sight
 * are drawn, and the one that has the focus.
 */
export function ExchangeList(props: ExchangeListProps): ReactNode {
  const { groups, selected, picked, label, onOpen } = props;
  const list = useRef<HTMLDivElement>(null);
  const items = useMemo(() => listItems(groups), [groups]);
  const at = useMemo(() => indexOf(items, selected), [items, selected]);
  const pinned = at < 0 ? FIRST_ROW : at;
  const tabStop = items[pinned]?.key ?? null;
  const { height, drawn, reveal } = useListWindow(list, items, pinned);
  const wanted = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    rowWith(list.current, wanted.current)?.focus({ preventScroll: true });
    wanted.current = null;
  });
  const goTo = (key: string, extend: boolean): void => {
    wanted.current = key;
    if (extend) props.onPickMany(between(keysOf(groups), selected ?? key, key));
    else props.onSelect(key);
    reveal(key);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const keys = keysOf(groups);
    const at = keys.indexOf(focusedKey() ?? tabStop ?? '');
    const key = keys[at];
    const to = keys[targetOf(event.key, at, keys.length) ?? -1];
    if (to !== undefined) goTo(to, event.shiftKey);
    else if (event.key === 'Enter' && key !== undefined) onOpen(key);
    else if (event.key === ' ' && key !== undefined)
      props.onPickMany(toggled(picked, selected, key));
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      props.onPickMany(withLast(keys, tabStop));
    } else if (event.key === 'c' && (event.ctrlKey || event.metaKey) && !isTextSelected()) {
      props.onCopy();
    } else return;
    event.preventDefault();
  };
  const onClick = useLatest((event: MouseEvent, key: string): void => {
    if (event.shiftKey) props.onPickMany(between(keysOf(groups), selected ?? key, key));
    else if (event.ctrlKey || event.metaKey) props.onPickMany(toggled(picked, selected, key));
    else props.onPick(key);
  });

  return (
    <div
      ref={list}
      className="list"
      role="listbox"
      aria-multiselectable="true"
      aria-label={label}
      data-list
      style={{ height }}
      onKeyDown={onKeyDown}
    >
      {drawn.map((one) => (
        <Group
          key={one.group.key}
          drawn={one}
          rows={items.at(-1)?.number ?? 0}
          selected={selected}
          picked={picked}
          tabStop={tabStop}
          onClick={onClick}
          onOpen={onOpen}
        />
      ))}
    </div>
  );
}

/** A function that stays the same and calls the latest one. */
function useLatest<Arguments extends readonly unknown[]>(
  latest: (...given: Arguments) => void,
): (...given: Arguments) => void {
  const current = useRef(latest);
  useLayoutEffect(() => {
    current.current = latest;
  });
  return useCallback((...given) => current.current(...given), []);
}

/** Where a key leads from the row at `at`; undefined for keys that lead nowhere. */
function targetOf(key: string, at: number, rows: number): number | undefined {
  return {
    ArrowDown: Math.min(at + 1, rows - 1),
    ArrowUp: Math.max(at - 1, 0),
    PageDown: Math.min(at + PAGE, rows - 1),
    PageUp: Math.max(at - PAGE, 0),
    Home: 0,
    End: rows - 1,
  }[key];
}

/** All keys from one to the other, the other last. */
function between(keys: readonly string[], one: string, other: string): readonly string[] {
  const [a, b] = [keys.indexOf(one), keys.indexOf(other)];
  if (a < 0 || b < 0) return [other];
  return a <= b ? keys.slice(a, b + 1) : keys.slice(b, a + 1).toReversed();
}

/** The chosen ones with one more, or without it. */
function toggled(
  picked: ReadonlySet<string>,
  selected: string | null,
  key: string,
): readonly string[] {
  const before = picked.size > 0 ? [...picked] : selected === null ? [] : [selected];
  const rest = before.filter((one) => one !== key);
  return rest.length === before.length || rest.length === 0 ? [...rest, key] : rest;
}

const withLast = (keys: readonly string[], last: string | null): readonly string[] =>
  last === null ? keys : [...keys.filter((key) => key !== last), last];

type GroupProps = {
  readonly drawn: DrawnGroup;
  /** How many rows the whole list has. */
  readonly rows: number;
  readonly selected: string | null;
  readonly picked: ReadonlySet<string>;
  readonly tabStop: string | null;
  readonly onClick: (event: MouseEvent, key: string) => void;
  readonly onOpen: (key: string) => void;
};

function Group(props: GroupProps): ReactNode {
  const { drawn, rows, selected, picked, tabStop, onClick, onOpen } = props;
  const { group, top, height } = drawn;
  const labelId = useId();
  const isBlocked = group.endpoints[0]?.state === 'blocked';
  const tone = isBlocked ? 'group-note group-note-blocked' : 'group-note';
  return (
    // biome-ignore lint/a11y/useSemanticElements: fieldset has no place in a listbox
    <div role="group" aria-labelledby={labelId} className="group" style={{ top, height }}>
      <div className="group-head" role="presentation" style={{ height: headHeight(group) }}>
        <span id={labelId} className="group-name" title={group.title}>
          {group.title}
        </span>
        {group.note !== '' && <span className={tone}>{group.note}</span>}{' '}
        {group.below.map((line) => (
          <span key={line} className={`${tone} group-line`} title={line}>
            {line}{' '}
          </span>
        ))}
      </div>
      {drawn.rows.map(({ endpoint, endpoint: { key }, top, number }) => (
        <Row
          key={key}
          endpoint={endpoint}
          top={top}
          number={number}
          rows={rows}
          current={key === selected}
          selected={picked.size === 0 ? key === selected : picked.has(key)}
          tabStop={key === tabStop}
          onClick={onClick}
          onOpen={onOpen}
        />
      ))}
    </div>
  );
}

type RowProps = Pick<GroupProps, 'rows' | 'onClick' | 'onOpen'> & {
  readonly endpoint: Endpoint;
  readonly top: number;
  /** Its place in the whole list, from one. */
  readonly number: number;
  /** Whether its detail is shown. */
  readonly current: boolean;
  readonly selected: boolean;
  readonly tabStop: boolean;
};

/** Rows whose endpoint stands as before are not drawn again, however many others change. */
const Row = memo(function Row(props: RowProps): ReactNode {
  const { endpoint, top, number, rows, current, selected, tabStop, onClick, onOpen } = props;
  const { key, state, method, path, shown, exchanges } = endpoint;
  const times = exchanges.length > 1 ? `×${exchanges.length.toLocaleString('en')}` : '';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox handles the keys of its options
    <div
      className={`row row-${state}${isTall(endpoint) ? ' row-tall' : ''}`}
      role="option"
      aria-selected={selected}
      aria-current={current}
      aria-setsize={rows}
      aria-posinset={number}
      tabIndex={tabStop ? 0 : -1}
      title={`${method} ${shown.exchange.hops[0].url}`}
      style={{ top }}
      data-key={key}
      data-testid="exchange-row"
      data-verdict={state}
      onClick={(event) => onClick(event, key)}
      onDoubleClick={() => onOpen(key)}
    >
      <VerdictMark mark={state} />
      <span className="visually-hidden">{MARK_LABELS[state]}:</span>{' '}
      <span className="row-method">{method}</span> <RowPath path={path} />{' '}
      {times !== '' && <span className="row-count">{times}</span>}{' '}
      <span className="row-cause">{causeOf(endpoint)}</span>
    </div>
  );
});

/** A long path loses its middle, but not for those who listen. */
function RowPath({ path }: { readonly path: string }): ReactNode {
  const { head, tail } = splitEnds(path);
  if (tail === '') return <span className="row-path row-head">{path}</span>;
  return (
    <span className="row-path">
      <span className="visually-hidden">{path}</span>
      <span className="row-head" aria-hidden="true">
        {head}
      </span>
      <span className="row-tail" aria-hidden="true">
        {tail}
      </span>
    </span>
  );
}

/** A few words; of a fixed endpoint what it suffered from before. */
function causeOf({ state, shown, before }: Endpoint): string {
  return state === 'fixed' && before !== null ? `Was: ${before.title}` : shown.title;
}

const isTextSelected = (): boolean => getSelection()?.isCollapsed === false;

function focusedKey(): string | null {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement ? (activeElement.dataset['key'] ?? null) : null;
}

/** The keys of all rows, from top to bottom. */
export function keysOf(groups: readonly RowGroup[]): readonly string[] {
  return groups.flatMap(({ endpoints }) => endpoints.map(({ key }) => key));
}

const rowWith = (list: HTMLElement | null, key: string): HTMLElement | null =>
  list?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null;

/** Focuses a row of the list, and brings it into view. */
export function focusRow(list: HTMLElement | null, key: string): void {
  const row = rowWith(list, key);
  row?.focus();
  row?.scrollIntoView({ block: 'nearest' });
}
