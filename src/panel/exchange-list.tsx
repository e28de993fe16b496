import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import { useLatest } from '../ui/use-latest.ts';
import type { RowGroup } from './arrange.ts';
import { indexOf, listItems } from './list-items.ts';
import { focusedKey, rowWith } from './row-focus.ts';
import { Group } from './row-group.tsx';
import { between, keysOf, targetOf, toggled, withLast } from './row-keys.ts';
import { useListWindow } from './use-list-window.ts';

type ExchangeListProps = {
  readonly groups: readonly RowGroup[];
  readonly selected: string | null;
  /** Empty, or the rows that are chosen together with the selected one. */
  readonly picked: ReadonlySet<string>;
  /** The kind of the groups, for screen readers. */
  readonly label: string;
  /** Arrows: the selection follows the focus. */
  readonly onSelect: (key: string) => void;
  /** A click: the detail opens, the focus stays. */
  readonly onPick: (key: string) => void;
  /** Enter or a double click: the focus moves to the detail. */
  readonly onOpen: (key: string) => void;
  /** Several rows together. The last of them is shown. */
  readonly onPickMany: (keys: readonly string[]) => void;
  readonly onCopy: () => void;
};

/** The first row's place among all lines: below the head of its group. */
const FIRST_ROW = 1;

/**
 * All endpoints in their groups: a listbox with one tab stop. Arrows, Page Up and Down, Home and
 * End move the focus. Shift, Control and Space choose several rows, Control and A all. Only visible
 * rows are drawn, and the focused one.
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
  const extendTo = (key: string): void =>
    props.onPickMany(between(keysOf(groups), selected ?? key, key));
  const toggle = (key: string): void => props.onPickMany(toggled(picked, selected, key));
  const goTo = (key: string, extend: boolean): void => {
    wanted.current = key;
    if (extend) extendTo(key);
    else props.onSelect(key);
    reveal(key);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const keys = keysOf(groups);
    const at = keys.indexOf(focusedKey() ?? tabStop ?? '');
    const key = keys[at];
    const to = keys[targetOf(event.key, at, keys.length) ?? -1];
    const isCommand = event.ctrlKey || event.metaKey;
    if (to !== undefined) goTo(to, event.shiftKey);
    else if (event.key === 'Enter' && key !== undefined) onOpen(key);
    else if (event.key === ' ' && key !== undefined) toggle(key);
    else if (event.key === 'a' && isCommand) props.onPickMany(withLast(keys, tabStop));
    else if (event.key === 'c' && isCommand && !isTextSelected()) props.onCopy();
    else return;
    event.preventDefault();
  };
  const onClick = useLatest((event: MouseEvent, key: string): void => {
    if (event.shiftKey) extendTo(key);
    else if (event.ctrlKey || event.metaKey) toggle(key);
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

const isTextSelected = (): boolean => getSelection()?.isCollapsed === false;
