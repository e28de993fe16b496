import type { ReactNode } from 'react';
import { counted, phrase } from '../model/say.ts';
import { WatchButton } from '../ui/buttons.tsx';
import { clockTime } from '../ui/clock.ts';
import { Each } from '../ui/each.tsx';
import { TAB_NOT_WATCHED } from '../ui/grants.ts';
import { Icon } from '../ui/icons.tsx';
import { rich } from '../ui/rich.tsx';
import type { ViewState } from '../ui/state.ts';
import { type Asking, AskToWatch, isAsking } from './ask-to-watch.tsx';

type BannersProps = {
  readonly state: ViewState;
  /** What is asked for. Without rows, it is asked where they would be. */
  readonly asking: Asking;
  readonly hasRows: boolean;
  /** How many rows only DevTools saw. */
  readonly recorded: number;
  /** How sure these are, one line each. */
  readonly cautions: readonly string[];
  /** Starts to watch a tab that the settings leave out. */
  readonly onWatchTab: () => void;
};

/** What prevents a complete view, each with the one thing to do about it. */
export function Banners(props: BannersProps): ReactNode {
  const { state, asking, hasRows, recorded, cautions, onWatchTab } = props;
  const problem = state.status?.storageProblem ?? null;
  const interruptedAt = state.status?.interruptedAt ?? 0;
  return (
    <>
      {state.connection === 'reconnecting' && (
        <Banner kind="warning" testId="state-reconnecting">
          <b>{phrase`Reconnecting.`.fr`Reconnexion.`}</b>{' '}
          {phrase`If this message stays, close DevTools and open it again. The extension was updated
            or turned off, and the list below may be out of date.`.fr`Si ce message reste, fermez
            les DevTools et rouvrez-les. L’extension a été mise à jour ou désactivée, et la liste
            ci-dessous n’est peut-être plus à jour.`}
        </Banner>
      )}
      {problem !== null && (
        <Banner kind="warning" testId="state-storage-problem">
          {problem.lost ? (
            <>
              <b>
                {phrase`Reload the page: requests are missing.`
                  .fr`Rechargez la page : il manque des requêtes.`}
              </b>{' '}
              {phrase`The reason: ${problem.reason}.`.fr`La raison : ${problem.reason}.`}
            </>
          ) : (
            <>
              <b>
                {phrase`Export what you need: new requests are not stored.`
                  .fr`Exportez ce qu’il vous faut : les nouvelles requêtes ne sont pas enregistrées.`}
              </b>{' '}
              {phrase`The browser refused to store them (${problem.reason}). Crosscheck tries again
                with the next request. They are lost if the browser stops the extension before
                that.`.fr`Le navigateur a refusé de les enregistrer (${problem.reason}). Crosscheck
                réessaie à la prochaine requête. Elles sont perdues si le navigateur arrête
                l’extension avant.`}
            </>
          )}
        </Banner>
      )}
      {interruptedAt > 0 && (
        <Banner kind="warning" testId="state-interrupted">
          <b>
            {phrase`Reload the page: requests may be missing.`
              .fr`Rechargez la page : il manque peut-être des requêtes.`}
          </b>{' '}
          {phrase`The browser restarted the extension at ${clockTime(interruptedAt)}, while this page
            was sending requests.`.fr`Le navigateur a redémarré l’extension à
            ${clockTime(interruptedAt)}, pendant que cette page envoyait des requêtes.`}
        </Banner>
      )}
      {state.status?.watching === false && (
        <Banner kind="info" testId="state-tab-not-watched">
          <p>{TAB_NOT_WATCHED}</p>
          <div className="banner-actions">
            <WatchButton data-testid="watch-tab" onClick={onWatchTab}>
              {phrase`Watch this tab`.fr`Surveiller cet onglet`}
            </WatchButton>
          </div>
        </Banner>
      )}
      {hasRows && <AskBanner asking={asking} recorded={recorded} cautions={cautions} />}
    </>
  );
}

export function Banner({
  kind,
  testId,
  children,
}: {
  readonly kind: 'warning' | 'info';
  readonly testId: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className={`banner banner-${kind}`} role="status" data-testid={testId}>
      <Icon name={kind === 'warning' ? 'warning' : 'info'} />
      <div className="banner-text">{children}</div>
    </div>
  );
}

function seenByDevToolsOnly(rows: number): ReactNode {
  const count = counted(rows, phrase`row`.fr`ligne`);
  return rows === 1
    ? rich`${count} is ${<b>{phrase`seen by DevTools only`.fr`vue par les DevTools seulement`}</b>}.`
        .fr`${count} est ${<b>{phrase`seen by DevTools only`.fr`vue par les DevTools seulement`}</b>}.`
    : rich`${count} are ${<b>{phrase`seen by DevTools only`.fr`vues par les DevTools seulement`}</b>}.`
        .fr`${count} sont ${<b>{phrase`seen by DevTools only`.fr`vues par les DevTools seulement`}</b>}.`;
}

/** Asks for hosts, above rows that are there without them. */
function AskBanner({
  asking,
  recorded,
  cautions,
}: Pick<BannersProps, 'asking' | 'recorded' | 'cautions'>): ReactNode {
  if (!isAsking(asking)) return null;
  return (
    <Banner kind="info" testId={asking.testId}>
      {recorded > 0 && (
        <p data-testid="recorded-only">
          {seenByDevToolsOnly(recorded)} <Each of={cautions}>{(caution) => <>{caution} </>}</Each>
        </p>
      )}
      <AskToWatch asking={asking} />
    </Banner>
  );
}
