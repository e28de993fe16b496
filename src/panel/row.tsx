import { memo, type ReactNode } from 'react';
import { type Endpoint, isRecordedOnly } from '../endpoints/endpoints.ts';
import { figure, phrase } from '../model/say.ts';
import { clockTime } from '../ui/clock.ts';
import { markOf, standingOf, VerdictMark } from '../ui/verdict.tsx';
import type { LineActions } from './line-actions.ts';
import { hasCauseLine, type ListItem } from './list-items.ts';
import { differingQuery, placeTag } from './row-facts.ts';
import { causeOf, RowPath } from './row-path.tsx';

type RowProps = LineActions & {
  readonly item: ListItem;
  readonly endpoint: Endpoint;
  readonly top: number;
  /** Whether its detail is shown. */
  readonly current: boolean;
  readonly selected: boolean;
  readonly tabStop: boolean;
  /** What the user wrote about it. Empty: nothing. */
  readonly text: string;
};

/** Rows of unchanged endpoints are not drawn again, even if many others change. */
export const Row = memo(PlainRow, (before, now) => {
  const { item, ...rest } = now;
  return isSameLine(before.item, item) && isEqual(before, rest);
});

const isSameLine = (a: ListItem, b: ListItem): boolean =>
  a.number === b.number && a.of === b.of && a.level === b.level && a.height === b.height;

const isEqual = (before: RowProps, now: Omit<RowProps, 'item'>): boolean =>
  Object.entries(now).every(([name, value]) => Object.is(Reflect.get(before, name), value));

function PlainRow(props: RowProps): ReactNode {
  const { item, endpoint, top, current, selected, tabStop, text } = props;
  const { key, state, method, path, unreadable, status, shown, exchanges } = endpoint;
  const apart = unreadable ? phrase`cannot be read`.fr`illisible` : endpoint.apart;
  const isRecorded = isRecordedOnly(endpoint);
  const mark = markOf(endpoint);
  const times = exchanges.length > 1 ? `×${figure(exchanges.length)}` : '';
  const isTall = hasCauseLine(item);
  const tag = placeTag(endpoint);
  const at = exchanges.at(-1)?.hops[0].at ?? 0;
  const about = [
    `${method} ${shown.exchange.hops[0].url}`,
    ...(unreadable ? [shown.title] : []),
    ...(isRecorded
      ? [
          phrase`Seen by DevTools only: Crosscheck may not watch it.`
            .fr`Vue par les DevTools seulement : Crosscheck n’est pas autorisé à la surveiller.`,
        ]
      : []),
    ...(text === '' ? [] : [phrase`Note: ${text}`.fr`Note : ${text}`]),
  ];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of its items
    <div
      className={`row row-${mark}${item.level > 2 ? ' row-folded' : ''}`}
      role="treeitem"
      aria-level={item.level}
      aria-selected={selected}
      aria-current={current}
      aria-setsize={item.of}
      aria-posinset={item.number}
      tabIndex={tabStop ? 0 : -1}
      title={about.join('\n')}
      style={{ top, height: item.height }}
      data-key={key}
      data-testid="exchange-row"
      data-verdict={state}
      onClick={(event) => props.onClick(event, item)}
      onDoubleClick={() => props.onDoubleClick(item)}
      onContextMenu={(event) => props.onContextMenu(event, item)}
    >
      <VerdictMark mark={mark} />
      <span className="visually-hidden">
        {phrase`${standingOf(endpoint)}:`.fr`${standingOf(endpoint)} :`}
      </span>{' '}
      <span className="row-method">{method}</span>{' '}
      <RowPath path={path} query={differingQuery(endpoint)} />{' '}
      <span className="row-facts">
        {text !== '' && <span className="row-text">{text}</span>}{' '}
        {tag !== '' && <span className="row-tag">{tag}</span>}{' '}
        {apart !== '' && <span className="row-apart">{apart}</span>}{' '}
        {isRecorded && (
          <span className="row-recorded">
            <span className="visually-hidden">{phrase`seen by `.fr`vue par les `}</span>
            {phrase`DevTools only`.fr`DevTools seulement`}
          </span>
        )}{' '}
        {exchanges.some(({ tried }) => tried) && (
          <span
            className="row-trial"
            title={phrase`A fix was tried on this request, in this tab only`
              .fr`Une correction a été essayée sur cette requête, dans cet onglet seulement`}
          >
            {phrase`tried`.fr`essayée`}
          </span>
        )}{' '}
        {times !== '' && <span className="row-count">{times}</span>}{' '}
        {status !== null && (
          <span className="row-status">
            <span className="visually-hidden">{phrase`status`.fr`statut`}</span> {status}
          </span>
        )}
        {!isTall && <time className="row-time">{clockTime(at)}</time>}
      </span>{' '}
      {isTall ? (
        <span className="row-second">
          <span className="row-cause">{causeOf(endpoint)}</span>{' '}
          <time className="row-time">{clockTime(at)}</time>
        </span>
      ) : (
        <span className="visually-hidden">{causeOf(endpoint)}</span>
      )}
    </div>
  );
}
