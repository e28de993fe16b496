import type { ReactNode } from 'react';
import { phrase } from '../model/say.ts';
import { WatchButton } from '../ui/buttons.tsx';
import { type Grants, grantLabel, TAB_NOT_WATCHED } from '../ui/grants.ts';
import { Icon } from '../ui/icons.tsx';

/** Whether the page is watched, in the popup's heading. */
export function WatchState({
  grants: { settled, page },
  isTabWatched,
  onStop,
}: {
  readonly grants: Grants;
  /** Null before the background has answered. */
  readonly isTabWatched: boolean | null;
  readonly onStop: () => void;
}): ReactNode {
  if (!settled || page === null) return null;
  const watching = page.granted && isTabWatched !== false;
  return (
    <span className={watching ? 'watching' : 'not-watching'}>
      <Icon name={watching ? 'eye' : 'close'} />
      <span className="watch-host" title={page.host}>
        {watching
          ? phrase`Watching ${page.host}`.fr`Surveille ${page.host}`
          : phrase`Not watching`.fr`Pas de surveillance`}
      </span>
      {watching && isTabWatched === true && (
        <button
          type="button"
          className="button-link"
          title={phrase`Stop watching this tab. The requests in the list stay.`
            .fr`Arrêter de surveiller cet onglet. Les requêtes de la liste restent.`}
          data-testid="stop"
          onClick={onStop}
        >
          {phrase`Stop`.fr`Arrêter`}
        </button>
      )}
    </span>
  );
}

/** The button to watch a tab that is not watched. */
export function WatchTab({ onWatch }: { readonly onWatch: () => void }): ReactNode {
  return (
    <section className="popup-grant" data-testid="state-tab-not-watched">
      <p>{TAB_NOT_WATCHED}</p>
      <WatchButton data-testid="watch-tab" onClick={onWatch}>
        {phrase`Watch this tab`.fr`Surveiller cet onglet`}
      </WatchButton>
    </section>
  );
}

/** Asks for the hosts without which nothing of the page is seen. */
export function AskToWatch({
  grants: { page, notGranted },
  onGrant,
}: {
  readonly grants: Grants;
  readonly onGrant: (hosts: readonly string[]) => void;
}): ReactNode {
  if (page === null || page.granted) return null;
  const hosts = [page.host, ...notGranted];
  return (
    <section className="popup-grant" data-testid="state-no-permission-page">
      <p>
        {phrase`Let Crosscheck watch this page, so that it sees the page’s requests. It must also
          watch the servers that the page calls: the Crosscheck panel in DevTools lists these.`
          .fr`Laissez Crosscheck surveiller cette page pour qu’il voie ses requêtes. Il doit aussi
          surveiller les serveurs que la page appelle : le panneau Crosscheck des DevTools les
          liste.`}
      </p>
      <WatchButton onClick={() => onGrant(hosts)}>{grantLabel(hosts)}</WatchButton>
    </section>
  );
}
