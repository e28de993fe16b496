import type { ReactNode } from 'react';
import { blockedOnPage } from '../endpoints/blocked.ts';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { counted } from '../model/say.ts';
import { type Grants, UNWATCHED_UNSEEN } from '../ui/grants.ts';
import type { ViewState } from '../ui/state.ts';
import { VerdictMark } from '../ui/verdict.tsx';

/** Shown instead of the list while nothing is blocked, with the reason if it is known. */
export function NothingBlocked({
  state: { status, behind },
  grants,
  endpoints,
}: {
  readonly state: ViewState;
  readonly grants: Grants;
  readonly endpoints: readonly Endpoint[];
}): ReactNode {
  if (status === null || behind) return <Empty testId="state-connecting">Starting…</Empty>;
  const watching = grants.page?.granted !== false && status.watching;
  const earlier = blockedOnPage(endpoints, 0).length;
  if (endpoints.length > 0) {
    return (
      <Empty testId="state-nothing-blocked">
        <VerdictMark mark="allowed" />{' '}
        {watching
          ? 'Nothing is blocked on this page.'
          : 'Nothing was blocked on this page while it was watched.'}
        {earlier > 0 && (
          <p className="popup-note" data-testid="blocked-earlier">
            Open the full view to see {counted(earlier, 'blocked request')} from earlier pages.
          </p>
        )}
        {watching && <NotSeen />}
      </Empty>
    );
  }
  if (!watching) return null;
  if (grants.unwatchable) {
    return (
      <Empty testId="state-unwatchable">
        Open the page whose requests fail. This one belongs to the browser, and extensions cannot
        watch it.
      </Empty>
    );
  }
  return (
    <Empty testId="state-empty">
      Reload the page or repeat the request that fails. Nothing has appeared yet.
      <NotSeen />
    </Empty>
  );
}

const NotSeen = (): ReactNode => <p className="popup-note">{UNWATCHED_UNSEEN}</p>;

const Empty = ({
  testId,
  children,
}: {
  readonly testId: string;
  readonly children: ReactNode;
}): ReactNode => (
  <div className="popup-empty" data-testid={testId}>
    {children}
  </div>
);
