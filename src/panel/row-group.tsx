import { type MouseEvent, type ReactNode, useId } from 'react';
import { IconButton } from '../ui/buttons.tsx';
import { inTrouble } from '../ui/checks.ts';
import { useChecks } from '../ui/checks-context.tsx';
import { headHeight } from './list-items.ts';
import { Row } from './row.tsx';
import type { DrawnGroup } from './use-list-window.ts';

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

/** The head of a group and its visible rows. */
export function Group(props: GroupProps): ReactNode {
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
        <CheckGroup group={group} />
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

/**
 * Checks all rows in trouble of a group's server. A listbox may contain no button, so it is for the
 * mouse only: the detail has the same one.
 */
function CheckGroup({ group }: Pick<DrawnGroup, 'group'>): ReactNode {
  const desk = useChecks();
  const rows = inTrouble(group.endpoints, group.server);
  if (desk === null || rows.length === 0) return null;
  return (
    <span aria-hidden="true" className="group-check">
      <IconButton
        icon="reload"
        label={`Check all ${rows.length} again at ${group.server}`}
        tabIndex={-1}
        data-testid="check-group"
        disabled={desk.state.running}
        onClick={() => desk.checks.check(rows, { cookies: false })}
      />
    </span>
  );
}
