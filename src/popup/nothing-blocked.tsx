import type { ReactNode } from 'react';
import { blockedOnPage } from '../endpoints/blocked.ts';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { counted, phrase } from '../model/say.ts';
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
  if (status === null || behind) {
    return <Empty testId="state-connecting">{phrase`Starting…`.fr`Démarrage…`}</Empty>;
  }
  const watching = grants.page?.granted !== false && status.watching;
  const earlier = blockedOnPage(endpoints, 0).length;
  if (endpoints.length > 0) {
    return (
      <Empty testId="state-nothing-blocked">
        <VerdictMark mark="allowed" />{' '}
        {watching
          ? phrase`Nothing is blocked on this page.`.fr`Rien n’est bloqué sur cette page.`
          : phrase`Nothing was blocked on this page while it was watched.`
              .fr`Rien n’a été bloqué sur cette page tant qu’elle était surveillée.`}
        {earlier > 0 && (
          <p className="popup-note" data-testid="blocked-earlier">
            {blockedEarlier(earlier)}
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
        {phrase`Open the page whose requests fail. This one belongs to the browser, and extensions
          cannot watch it.`.fr`Ouvrez la page dont les requêtes échouent. Celle-ci appartient au
          navigateur, et les extensions ne peuvent pas la surveiller.`}
      </Empty>
    );
  }
  return (
    <Empty testId="state-empty">
      {phrase`Reload the page or repeat the request that fails. Nothing has appeared yet.`
        .fr`Rechargez la page ou répétez la requête qui échoue. Rien n’est encore apparu.`}
      <NotSeen />
    </Empty>
  );
}

const blockedEarlier = (count: number): string =>
  phrase`Open the full view to see ${counted(count, 'blocked request')} from earlier pages.`
    .fr`Ouvrez la vue complète pour voir
    ${counted(count, 'requête bloquée', 'requêtes bloquées')} sur des pages précédentes.`;

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
