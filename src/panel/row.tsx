import { type MouseEvent, memo, type ReactNode } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { splitEnds } from '../ui/middle.ts';
import { markOf, standingOf, VerdictMark } from '../ui/verdict.tsx';
import { isTall } from './list-items.ts';

type RowProps = {
  readonly endpoint: Endpoint;
  readonly top: number;
  /** Its place in the whole list, starting at one. */
  readonly number: number;
  /** How many rows the whole list has. */
  readonly rows: number;
  /** Whether its detail is shown. */
  readonly current: boolean;
  readonly selected: boolean;
  readonly tabStop: boolean;
  readonly onClick: (event: MouseEvent, key: string) => void;
  readonly onOpen: (key: string) => void;
};

/** Rows of unchanged endpoints are not drawn again, even if many others change. */
export const Row = memo(function Row(props: RowProps): ReactNode {
  const { endpoint, top, number, rows, current, selected, tabStop, onClick, onOpen } = props;
  const { key, state, method, path, unreadable, status, shown, exchanges } = endpoint;
  const apart = unreadable ? 'cannot be read' : endpoint.apart;
  const mark = markOf(endpoint);
  const times = exchanges.length > 1 ? `×${exchanges.length.toLocaleString('en')}` : '';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox handles the keys of its options
    <div
      className={`row row-${mark}${isTall(endpoint) ? ' row-tall' : ''}`}
      role="option"
      aria-selected={selected}
      aria-current={current}
      aria-setsize={rows}
      aria-posinset={number}
      tabIndex={tabStop ? 0 : -1}
      title={`${method} ${shown.exchange.hops[0].url}${unreadable ? `\n${shown.title}` : ''}`}
      style={{ top }}
      data-key={key}
      data-testid="exchange-row"
      data-verdict={state}
      onClick={(event) => onClick(event, key)}
      onDoubleClick={() => onOpen(key)}
    >
      <VerdictMark mark={mark} />
      <span className="visually-hidden">{standingOf(endpoint)}:</span>{' '}
      <span className="row-method">{method}</span> <RowPath path={path} />{' '}
      <span className="row-facts">
        {apart !== '' && <span className="row-apart">{apart}</span>}{' '}
        {exchanges.some(({ tried }) => tried) && (
          <span className="row-trial" title="A fix was tried on this request, in this tab only">
            tried
          </span>
        )}{' '}
        {times !== '' && <span className="row-count">{times}</span>}{' '}
        {status !== null && (
          <span className="row-status">
            <span className="visually-hidden">status</span> {status}
          </span>
        )}
      </span>{' '}
      <span className="row-cause">{causeOf(endpoint)}</span>
    </div>
  );
});

/** A long path loses its middle on screen, but not for screen readers. */
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

/** A few words. For a fixed endpoint, its former cause. */
function causeOf(endpoint: Endpoint): string {
  const { state, refused, tried, shown, before } = endpoint;
  if (tried !== null) return standingOf(endpoint);
  if (state === 'fixed' && refused) return standingOf(endpoint);
  return state === 'fixed' && before !== null ? `Was: ${before.title}` : shown.title;
}
