import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import type { Column } from '../model/settings.ts';
import { useLatest } from '../ui/use-latest.ts';
import { useWidth } from '../ui/use-width.ts';
import type { RowGroup } from './arrange.ts';
import { highestHead, indexOf, type ListItem, lineOf, listItems } from './list-items.ts';
import { focusedKey, rowWith } from './row-focus.ts';
import { Group } from './row-group.tsx';
import { between, keysOf, targetOf, toggled, withLast } from './row-keys.ts';
import type { MenuPlace } from './row-menu.tsx';
import { useListWindow } from './use-list-window.ts';

type ExchangeListProps = {
  readonly groups: readonly RowGroup[];
  /** The lines that the user opened or closed. */
  readonly flipped: ReadonlySet<string>;
  readonly selected: string | null;
  /** Empty, or the rows that are chosen together with the selected one. */
  readonly picked: ReadonlySet<string>;
  /** The user's texts for rows. */
  readonly texts: Readonly<Record<string, string>>;
  /** What the rows leave out. */
  readonly hiddenColumns: readonly Column[];
  /** The kind of the groups, for screen readers. */
  readonly label: string;
  /** Opens or closes a line. */
  readonly onFlip: (key: string) => void;
  /** Arrows: the selection follows the focus. */
  readonly onSelect: (key: string) => void;
  /** A click: the detail opens, the focus stays. */
  readonly onPick: (key: string) => void;
  /** Enter or a double click: the focus moves to the detail. */
  readonly onOpen: (key: string) => void;
  /** Several rows together. The last of them is shown. */
  readonly onPickMany: (keys: readonly string[]) => void;
  readonly onCopy: () => void;
  readonly onPin: (row: Endpoint) => void;
  readonly onNote: (row: Endpoint) => void;
  readonly onMenu: (item: ListItem, place: MenuPlace) => void;
};

/**
 * All endpoints in their groups and folds: a tree with one tab stop. Arrows, Page Up and Down, Home
 * and End move the focus; right opens a line, left closes it or goes to the one above. Shift,
 * Control and Space choose several rows, Control and A all. Only visible lines are drawn, and the
 * focused one.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/treeview/
 */
export function ExchangeList(props: ExchangeListProps): ReactNode {
  const { groups, flipped, selected, picked, texts, label, onOpen, onFlip, onMenu } = props;
  const list = useRef<HTMLDivElement>(null);
  const hasCauses = !props.hiddenColumns.includes('cause');
  const width = useWidth(list) ?? Number.POSITIVE_INFINITY;
  const items = useMemo(
    () => listItems(groups, flipped, hasCauses, width),
    [groups, flipped, hasCauses, width],
  );
  const [line, setLine] = useState<string | null>(null);
  const at = useMemo(() => tabStopOf(items, line, selected), [items, line, selected]);
  const tabStop = items[at]?.key ?? null;
  const headHeight = useMemo(() => highestHead(groups, width), [groups, width]);
  const { height, drawn, reveal } = useListWindow(list, items, at, headHeight);
  const wanted = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    rowWith(list.current, wanted.current)?.focus({ preventScroll: true });
    wanted.current = null;
  });
  const extendTo = (to: number): void => {
    const from = lineOf(items, selected);
    props.onPickMany(between(items, from < 0 ? to : from, to));
  };
  const toggle = ({ keys }: ListItem): void => props.onPickMany(toggled(picked, selected, keys));
  /** A closed fold stands for all of its rows. Its first one is shown. */
  const choose = ({ endpoint, fold, open, keys }: ListItem, one: (key: string) => void): void => {
    if (endpoint !== null) one(endpoint.key);
    else if (fold !== null && open === true) one(fold.endpoints[0].key);
    else if (fold !== null) props.onPickMany(withLast(keys, fold.endpoints[0].key));
  };
  const goTo = (to: number, extend: boolean): void => {
    const item = items[to];
    if (item === undefined) return;
    wanted.current = item.key;
    setLine(item.key);
    if (extend) extendTo(to);
    else choose(item, props.onSelect);
    reveal(item.key);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = indexOf(items, focusedKey() ?? tabStop);
    const item = items[at];
    const to = targetOf(event.key, at, items.length);
    const isCommand = event.ctrlKey || event.metaKey;
    if (item === undefined || event.altKey) return;
    if (to !== undefined) goTo(to, event.shiftKey);
    else if (event.key === 'ArrowRight' && item.open === true) goTo(at + 1, false);
    else if (event.key === 'ArrowRight' && item.open === false) onFlip(item.key);
    else if (event.key === 'ArrowLeft' && item.open === true) onFlip(item.key);
    else if (event.key === 'ArrowLeft' && item.parent !== null)
      goTo(indexOf(items, item.parent), false);
    else if (event.key === 'Enter' && item.level === 1 && item.open !== null) onFlip(item.key);
    else if (event.key === 'Enter') onOpen(firstKey(item));
    else if (event.key === ' ') toggle(item);
    else if (event.key === 'a' && isCommand) props.onPickMany(withLast(keysOf(groups), selected));
    else if (event.key === 'c' && isCommand && !isTextSelected()) props.onCopy();
    else if (event.key === 'p' && !isCommand && item.endpoint !== null) props.onPin(item.endpoint);
    else if (event.key === 'n' && !isCommand && item.endpoint !== null) props.onNote(item.endpoint);
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))
      openMenu(item, event);
    else return;
    event.preventDefault();
  };
  const openMenu = (item: ListItem, { target }: KeyboardEvent): void => {
    if (!(target instanceof HTMLElement)) return;
    const { left, bottom } = target.getBoundingClientRect();
    onMenu(item, { left: left + 24, top: bottom });
  };
  const onClick = useLatest((event: MouseEvent, item: ListItem): void => {
    const to = indexOf(items, item.key);
    setLine(item.key);
    if (event.shiftKey) extendTo(to);
    else if (event.ctrlKey || event.metaKey) toggle(item);
    else if (item.fold === null && item.endpoint === null) onFlip(item.key);
    else choose(item, props.onPick);
  });
  const onDoubleClick = useLatest((item: ListItem): void => {
    if (item.endpoint !== null) onOpen(item.endpoint.key);
    else if (item.fold !== null) onFlip(item.key);
  });
  const onContextMenu = useLatest((event: MouseEvent, item: ListItem): void => {
    event.preventDefault();
    setLine(item.key);
    const isChosen = item.keys.every((key) => picked.has(key) || key === selected);
    if (!isChosen) choose(item, props.onSelect);
    onMenu(item, { left: event.clientX, top: event.clientY });
  });

  return (
    <div
      ref={list}
      className="list"
      role="tree"
      aria-multiselectable="true"
      aria-label={label}
      data-list
      data-hidden={props.hiddenColumns.join(' ')}
      style={{ height }}
      onKeyDown={onKeyDown}
    >
      {drawn.map((one) => (
        <Group
          key={one.group.key}
          drawn={one}
          selected={selected}
          picked={picked}
          texts={texts}
          tabStop={tabStop}
          onClick={onClick}
          onDoubleClick={onDoubleClick}
          onContextMenu={onContextMenu}
          onFlip={onFlip}
        />
      ))}
    </div>
  );
}

/** The line that was last used, else the one of the selected row, else the first row. */
function tabStopOf(
  items: readonly ListItem[],
  line: string | null,
  selected: string | null,
): number {
  const used = indexOf(items, line);
  const item = items[used];
  const isHead = item?.fold === null && item.endpoint === null;
  if (item !== undefined && (isHead || selected === null || item.keys.includes(selected))) {
    return used;
  }
  const own = lineOf(items, selected);
  return own >= 0
    ? own
    : Math.max(
        0,
        items.findIndex(({ open, level }) => open === null || level > 1),
      );
}

const firstKey = ({ fold, keys }: ListItem): string => fold?.endpoints[0].key ?? keys[0] ?? '';

const isTextSelected = (): boolean => getSelection()?.isCollapsed === false;
