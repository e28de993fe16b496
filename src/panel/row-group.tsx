import type { ReactNode } from 'react';
import { figure, phrase } from '../model/say.ts';
import { IconButton } from '../ui/buttons.tsx';
import { inTrouble } from '../ui/checks.ts';
import { useChecks } from '../ui/checks-context.tsx';
import type { RowGroup } from './arrange.ts';
import { Chevron } from './chevron.tsx';
import { FoldLine } from './fold-line.tsx';
import type { LineActions } from './line-actions.ts';
import { headHeight, type ListItem } from './list-items.ts';
import { Row } from './row.tsx';
import type { DrawnGroup } from './use-list-window.ts';

type GroupProps = LineActions & {
  readonly drawn: DrawnGroup;
  readonly selected: string | null;
  readonly picked: ReadonlySet<string>;
  /** The user's texts for rows. */
  readonly texts: Readonly<Record<string, string>>;
  readonly tabStop: string | null;
};

/** The head of a group and its visible lines. */
export function Group(props: GroupProps): ReactNode {
  const { drawn, selected, picked, texts, tabStop, ...actions } = props;
  const { head, top, height } = drawn;
  const isChosen = (key: string): boolean =>
    picked.size === 0 ? key === selected : picked.has(key);
  return (
    <div role="none" className="group" style={{ top, height }}>
      {head !== null && (
        <GroupHead item={head} tabStop={head.key === tabStop} selected={selected} {...actions} />
      )}
      {drawn.lines.map(({ item, top }) => {
        const place = { top, tabStop: item.key === tabStop, ...actions };
        if (item.endpoint === null) {
          const isHere = selected !== null && item.open === false && item.keys.includes(selected);
          const isAll = picked.size > 0 && item.keys.every((key) => picked.has(key));
          return (
            <FoldLine
              key={item.key}
              item={item}
              current={isHere}
              selected={picked.size === 0 ? isHere : isAll}
              {...place}
            />
          );
        }
        return (
          <Row
            key={item.key}
            item={item}
            endpoint={item.endpoint}
            current={item.key === selected}
            selected={isChosen(item.key)}
            text={Object.hasOwn(texts, item.key) ? (texts[item.key] ?? '') : ''}
            {...place}
          />
        );
      })}
    </div>
  );
}

type HeadProps = LineActions & {
  readonly item: ListItem;
  readonly tabStop: boolean;
  readonly selected: string | null;
};

function GroupHead({ item, tabStop, selected, ...actions }: HeadProps): ReactNode {
  const { group, open, keys } = item;
  const isBlocked = group.endpoints[0]?.state === 'blocked';
  const tone = isBlocked ? 'group-note group-note-blocked' : 'group-note';
  const isHere = open === false && selected !== null && keys.includes(selected);
  const isLong = item.height > headHeight(group);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of its items
    <div
      className={isLong ? 'group-head group-head-long' : 'group-head'}
      role="treeitem"
      aria-level={1}
      aria-expanded={open === true}
      aria-selected={isHere}
      aria-setsize={item.of}
      aria-posinset={item.number}
      tabIndex={tabStop ? 0 : -1}
      style={{ height: item.height }}
      data-key={item.key}
      data-testid="group-head"
      title={group.title}
      onClick={(event) => actions.onClick(event, item)}
      onContextMenu={(event) => actions.onContextMenu(event, item)}
    >
      <Chevron open={open === true} />
      <span className="group-name">{group.title}</span>
      {group.note !== '' && <span className={tone}>{group.note}</span>}{' '}
      {open === false && group.note === '' && (
        <span className="group-note">{figure(keys.length)}</span>
      )}
      <CheckGroup group={group} />
      {group.below.map((line) => (
        <span key={line} className={`${tone} group-line`} title={line}>
          {line}{' '}
        </span>
      ))}
    </div>
  );
}

/**
 * Checks all rows in trouble of a group's server. A tree may contain no button, so it is for the
 * mouse only: the detail has the same one.
 */
function CheckGroup({ group }: { readonly group: RowGroup }): ReactNode {
  const desk = useChecks();
  const rows = inTrouble(group.endpoints, group.server);
  if (desk === null || rows.length === 0) return null;
  return (
    <span aria-hidden="true" className="group-check">
      <IconButton
        icon="reload"
        label={phrase`Check all ${rows.length} again at ${group.server}`
          .fr`Vérifier à nouveau les ${rows.length} requêtes à ${group.server}`}
        tabIndex={-1}
        data-testid="check-group"
        disabled={desk.state.running}
        onClick={(event) => {
          event.stopPropagation();
          desk.checks.check(rows, { cookies: false });
        }}
      />
    </span>
  );
}
