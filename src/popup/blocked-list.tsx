import type { ComponentProps, ReactNode } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { groupBy } from '../model/group-by.ts';
import { counted, phrase } from '../model/say.ts';
import { apart, LoadedApart } from '../ui/apart.tsx';
import { CheckButton, CheckOutcome } from '../ui/check-button.tsx';
import type { ViewState } from '../ui/state.ts';
import type { FirstStep } from './first-step.tsx';
import { moreInFullView } from './more.ts';
import { RequestLine } from './request-line.tsx';

/** The popup shows only the first few. Each needs a fix that is written and proved. */
const MOST = 8;

/** The rooms of all servers: the list is drawn before they are loaded. */
const firstStep = apart<ComponentProps<typeof FirstStep>>(
  async () => (await import('./first-step.tsx')).FirstStep,
);

type BlockedListProps = {
  readonly blocked: readonly Endpoint[];
  /** The stack that is preferred if no application is detected. */
  readonly stack: string | null;
  readonly state: ViewState;
};

/** What is blocked. Rows that one change at one server fixes are one item. */
export function BlockedList({ blocked, stack, state }: BlockedListProps): ReactNode {
  const causes = [...groupBy(blocked, ({ server, shown }) => `${server} ${shown.title}`).values()];
  return (
    <ul aria-label={phrase`Blocked requests`.fr`Requêtes bloquées`}>
      {causes.slice(0, MOST).map(([endpoint, ...like], index) => (
        <Blocked
          key={endpoint.key}
          endpoint={endpoint}
          above={causes
            .slice(0, index)
            .map(([one]) => one)
            .filter(({ server }) => server === endpoint.server)}
          like={like.length}
          stack={stack}
          first={index === 0}
          state={state}
        />
      ))}
      {causes.length > MOST && (
        <li className="blocked" data-testid="more-blocked">
          {moreInFullView(causes.length - MOST)}
        </li>
      )}
    </ul>
  );
}

const moreLikeIt = (count: number): string =>
  phrase`(${counted(count, 'more request', 'more requests')} like it)`
    .fr`(${counted(count, 'autre requête semblable', 'autres requêtes semblables')})`;

type BlockedProps = Pick<BlockedListProps, 'stack' | 'state'> & {
  readonly endpoint: Endpoint;
  /** The items of the same server above it. */
  readonly above: readonly Endpoint[];
  /** How many other rows the same change fixes. */
  readonly like: number;
  /** Whether it is the first one: only this can be checked here. */
  readonly first: boolean;
};

function Blocked({ endpoint, above, like, stack, state, first }: BlockedProps): ReactNode {
  const { shown } = endpoint;
  return (
    <li className="blocked" data-testid="exchange-row">
      <RequestLine endpoint={endpoint} />
      <p className="blocked-cause">
        {shown.title}
        {like > 0 && <span data-testid="same-cause"> {moreLikeIt(like)}</span>}
      </p>
      <LoadedApart part={firstStep} of={{ endpoint, above, stack, state }} />
      {first && (
        <div className="popup-check">
          <CheckButton row={endpoint} />
          <CheckOutcome row={endpoint} />
        </div>
      )}
    </li>
  );
}
