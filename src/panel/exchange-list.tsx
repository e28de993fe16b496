import { type KeyboardEvent, memo, type ReactNode, useId, useRef } from 'react';
import type { Endpoint, EndpointGroup } from '../diagnosis/endpoints.ts';
import { splitEnds } from '../ui/middle.ts';
import { MARK_LABELS, VerdictMark } from '../ui/verdict.tsx';

type ExchangeListProps = {
  readonly groups: readonly EndpointGroup[];
  readonly selected: string | null;
  /** Arrows: the selection follows the focus. */
  readonly onSelect: (key: string) => void;
  /** A click: the detail shows, the focus stays where it is. */
  readonly onPick: (key: string) => void;
  /** Enter or a double click: on to the detail. */
  readonly onOpen: (key: string) => void;
};

/** All endpoints by server: a listbox with one tab stop, walked by arrows, Home and End. */
export function ExchangeList(props: ExchangeListProps): ReactNode {
  const { groups, selected, onSelect, onOpen } = props;
  const list = useRef<HTMLDivElement>(null);
  const keys = keysOf(groups);
  const tabStop = selected !== null && keys.includes(selected) ? selected : keys[0];

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = keys.indexOf(focusedKey() ?? tabStop ?? '');
    const to = {
      ArrowDown: Math.min(at + 1, keys.length - 1),
      ArrowUp: Math.max(at - 1, 0),
      Home: 0,
      End: keys.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const key = keys[to];
      if (key === undefined) return;
      onSelect(key);
      focusRow(list.current, key);
    } else if (event.key === 'Enter') {
      const key = keys[at];
      if (key === undefined) return;
      event.preventDefault();
      onOpen(key);
    }
  };

  return (
    <div
      ref={list}
      className="list"
      role="listbox"
      aria-label="Requests by server"
      data-list
      onKeyDown={onKeyDown}
    >
      {groups.map((group) => (
        <Group key={group.server} group={group} tabStop={tabStop} {...props} />
      ))}
    </div>
  );
}

function Group({
  group,
  selected,
  tabStop,
  onPick,
  onOpen,
}: ExchangeListProps & {
  readonly group: EndpointGroup;
  readonly tabStop: string | undefined;
}): ReactNode {
  const labelId = useId();
  const blocked = group.endpoints.filter(({ state }) => state === 'blocked').length;
  return (
    // biome-ignore lint/a11y/useSemanticElements: fieldset has no place in a listbox
    <div role="group" aria-labelledby={labelId} className="group">
      <div className="group-head" role="presentation">
        <span id={labelId} className="group-name" title={group.server}>
          {group.server}
        </span>
        {blocked > 0 && <span className="group-count">{blocked} blocked</span>}
      </div>
      {group.endpoints.map((endpoint) => (
        <Row
          key={endpoint.key}
          endpoint={endpoint}
          selected={endpoint.key === selected}
          tabStop={endpoint.key === tabStop}
          onPick={onPick}
          onOpen={onOpen}
        />
      ))}
    </div>
  );
}

type RowProps = {
  readonly endpoint: Endpoint;
  readonly selected: boolean;
  readonly tabStop: boolean;
  readonly onPick: (key: string) => void;
  readonly onOpen: (key: string) => void;
};

/** Rows whose endpoint stands as before are not drawn again, however many others change. */
const Row = memo(function Row(props: RowProps): ReactNode {
  const { endpoint, selected, tabStop, onPick, onOpen } = props;
  const { key, state, method, path, shown, exchanges } = endpoint;
  const cause = causeOf(endpoint);
  const times = exchanges.length > 1 ? `×${exchanges.length}` : '';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox handles the keys of its options
    <div
      className={`row row-${state}`}
      role="option"
      aria-selected={selected}
      tabIndex={tabStop ? 0 : -1}
      title={`${method} ${shown.exchange.hops[0].url}`}
      data-key={key}
      data-testid="exchange-row"
      data-verdict={state}
      onClick={() => onPick(key)}
      onDoubleClick={() => onOpen(key)}
    >
      <VerdictMark mark={state} />
      <span className="visually-hidden">{MARK_LABELS[state]}:</span>{' '}
      <span className="row-method">{method}</span> <RowPath path={path} />{' '}
      {times !== '' && <span className="row-count">{times}</span>}{' '}
      <span className="row-cause">{cause}</span>
    </div>
  );
}, sameRow);

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

function sameRow(before: RowProps, after: RowProps): boolean {
  return (
    before.selected === after.selected &&
    before.tabStop === after.tabStop &&
    before.endpoint.shown === after.endpoint.shown &&
    before.endpoint.state === after.endpoint.state &&
    before.endpoint.exchanges.length === after.endpoint.exchanges.length &&
    before.onPick === after.onPick &&
    before.onOpen === after.onOpen
  );
}

function focusedKey(): string | null {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement ? (activeElement.dataset['key'] ?? null) : null;
}

/** The keys of all rows, from top to bottom. */
export function keysOf(groups: readonly EndpointGroup[]): readonly string[] {
  return groups.flatMap(({ endpoints }) => endpoints.map(({ key }) => key));
}

/** Focuses a row of the list, and brings it into view. */
export function focusRow(list: HTMLElement | null, key: string): void {
  const row = list?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  row?.focus();
  row?.scrollIntoView({ block: 'nearest' });
}
