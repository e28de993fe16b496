import { memo, type ReactNode } from 'react';
import { counted, figure, phrase } from '../model/say.ts';
import { markOf, standingOf, VerdictMark } from '../ui/verdict.tsx';
import { Chevron } from './chevron.tsx';
import type { LineActions } from './line-actions.ts';
import { hasCauseLine, type ListItem } from './list-items.ts';
import { causeOf, RowPath } from './row-path.tsx';

type FoldLineProps = LineActions & {
  readonly item: ListItem;
  readonly top: number;
  /** Whether it is closed, and the detail shows one of its rows. */
  readonly current: boolean;
  readonly selected: boolean;
  readonly tabStop: boolean;
};

/** Rows that differ only in the parameters of their paths, as one line that opens. */
export const FoldLine = memo(function FoldLine(props: FoldLineProps): ReactNode {
  const { item, top, current, selected, tabStop } = props;
  const { fold, open, keys, height } = item;
  if (fold === null) return null;
  const [first] = fold.endpoints;
  const isTall = hasCauseLine(item);
  const mark = markOf(first);
  const requests = fold.endpoints.reduce((sum, { exchanges }) => sum + exchanges.length, 0);
  const about = [
    counted(keys.length, 'URL', phrase`URLs`.fr`URL`),
    counted(requests, phrase`request`.fr`requête`),
  ].join(', ');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of its items
    <div
      className={`row row-${mark} row-fold`}
      role="treeitem"
      aria-level={item.level}
      aria-expanded={open === true}
      aria-selected={selected}
      aria-current={current}
      aria-setsize={item.of}
      aria-posinset={item.number}
      tabIndex={tabStop ? 0 : -1}
      title={`${fold.method} ${fold.path}\n${about}`}
      style={{ top, height }}
      data-key={item.key}
      data-testid="fold"
      data-verdict={first.state}
      onClick={(event) => props.onClick(event, item)}
      onDoubleClick={() => props.onDoubleClick(item)}
      onContextMenu={(event) => props.onContextMenu(event, item)}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the right and left arrows do the same */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a part of its tree item */}
      <span
        className="fold-button"
        data-testid="flip"
        onClick={(event) => {
          event.stopPropagation();
          props.onFlip(item.key);
        }}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        <Chevron open={open === true} />
      </span>
      <VerdictMark mark={mark} />
      <span className="visually-hidden">{phrase`${standingOf(first)}:`
        .fr`${standingOf(first)} :`}</span>{' '}
      <span className="row-method">{fold.method}</span> <RowPath path={fold.path} />{' '}
      <span className="row-facts">
        <span className="row-count">×{figure(keys.length)}</span>
      </span>{' '}
      {isTall ? (
        <span className="row-second">
          <span className="row-cause">{causeOf(first)}</span>{' '}
          <span className="row-fix">
            {fold.oneFix ? (
              <>
                <span className="fix-of">{phrase`1 cause, `.fr`1 cause, `}</span>
                {phrase`1 fix`.fr`1 correction`}
              </>
            ) : (
              phrase`1 cause`.fr`1 cause`
            )}
          </span>
        </span>
      ) : (
        <span className="visually-hidden">{causeOf(first)}</span>
      )}
    </div>
  );
});
