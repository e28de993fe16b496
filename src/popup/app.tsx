import { type ComponentProps, type ReactNode, useRef } from 'react';
import { blockedOnPage, isOnPage, withoutIgnored } from '../endpoints/blocked.ts';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { phrase } from '../model/say.ts';
import { apart, LoadedApart } from '../ui/apart.tsx';
import { rowWords } from '../ui/check-words.ts';
import { CheckDesk, useChecks } from '../ui/checks-context.tsx';
import { clockTime } from '../ui/clock.ts';
import type { ViewEnvironment } from '../ui/environment.ts';
import { type Grants, useGrants } from '../ui/grants.ts';
import type { ViewState } from '../ui/state.ts';
import { countStates, summarize } from '../ui/summary.ts';
import { useEndpoints } from '../ui/use-endpoints.ts';
import { NoteBookContext, useNotes } from '../ui/use-notes.ts';
import { useSettings } from '../ui/use-settings.ts';
import { useView } from '../ui/use-view.ts';
import { VerdictMark } from '../ui/verdict.tsx';
import { ViewRoot } from '../ui/view-root.tsx';
import type { BlockedElsewhere } from './blocked-elsewhere.tsx';
import { BlockedList } from './blocked-list.tsx';
import { GrantedHosts } from './granted-hosts.tsx';
import { NothingBlocked } from './nothing-blocked.tsx';
import { RefusedList } from './refused-list.tsx';
import { TrialNote } from './trial-note.tsx';
import { AskToWatch, WatchState, WatchTab } from './watching.tsx';

const blockedElsewhere = apart<ComponentProps<typeof BlockedElsewhere>>(
  async () => (await import('./blocked-elsewhere.tsx')).BlockedElsewhere,
);

/**
 * The toolbar popup: what is blocked on this tab, one line each, and a button for the full view.
 */
export function PopupApp({ environment }: { readonly environment: ViewEnvironment }): ReactNode {
  return (
    <ViewRoot environment={environment}>
      <Popup environment={environment} />
    </ViewRoot>
  );
}

function Popup({ environment }: { readonly environment: ViewEnvironment }): ReactNode {
  const { state, watch: watchTab, endTrial } = useView(environment);
  const [{ stack, ignored }] = useSettings(environment);
  const noteBook = useNotes(environment);
  const [grants, grant] = useGrants(environment);
  const endpoints = withoutIgnored(useEndpoints(state), ignored);
  const since = state.status?.navigatedAt ?? 0;
  const blocked = blockedOnPage(endpoints, since);
  const refused = endpoints.filter((one) => one.refused && isOnPage(one, since));
  const passed = endpoints.filter(
    (one) => (one.state === 'allowed' || one.state === 'fixed') && isOnPage(one, since),
  );
  const main = useRef<HTMLElement>(null);
  const trial = state.status?.trial ?? null;
  const isTabWatched = state.status?.watching ?? null;
  return (
    <CheckDesk state={state} endpoints={endpoints}>
      <div className="popup">
        <header className="popup-head">
          <h1>Crosscheck</h1>
          <WatchState grants={grants} isTabWatched={isTabWatched} onStop={() => watchTab(false)} />
        </header>
        <main ref={main} tabIndex={-1}>
          {trial !== null && <TrialNote trial={trial} place={main} onEnd={endTrial} />}
          {isTabWatched === false && <WatchTab onWatch={() => watchTab(true)} />}
          <AskToWatch grants={grants} onGrant={grant} />
          {blocked.length === 0 ? (
            <NothingBlocked state={state} grants={grants} endpoints={endpoints} />
          ) : (
            <NoteBookContext value={noteBook}>
              <BlockedList blocked={blocked} stack={stack} state={state} />
            </NoteBookContext>
          )}
          <PassesNow endpoints={endpoints} />
          <RefusedList refused={refused} state={state} />
          {passed.length > 0 && (
            <LoadedApart part={blockedElsewhere} of={{ passed, browser: state.browser }} />
          )}
        </main>
        <GrantedHosts />
        <Foot
          state={state}
          grants={grants}
          endpoints={endpoints}
          onOpen={() => environment.openFullView()}
        />
      </div>
    </CheckDesk>
  );
}

/** A row that a check has just found fixed: it has left the list of what is blocked. */
function PassesNow({ endpoints }: { readonly endpoints: readonly Endpoint[] }): ReactNode {
  const desk = useChecks();
  const [key] = desk?.state.batch ?? [];
  const row = endpoints.find((one) => one.key === key);
  const check = desk?.state.rows.get(key ?? '');
  // It stays, so that screen readers say what comes into it.
  return (
    <div role="status">
      {row?.state === 'fixed' && check?.kind === 'done' && (
        <p className="popup-empty" data-testid="passes-now">
          <VerdictMark mark="fixed" /> {passes(`${row.method} ${row.path}`, rowWords(check))}
        </p>
      )}
    </div>
  );
}

const passes = (request: string, words: string): string =>
  phrase`${request}: ${words}`.fr`${request} : ${words}`;

function Foot({
  state: { connection, status },
  grants,
  endpoints,
  onOpen,
}: {
  readonly state: ViewState;
  readonly grants: Grants;
  readonly endpoints: readonly Endpoint[];
  readonly onOpen: () => void;
}): ReactNode {
  const summary = summarize(countStates(endpoints, status?.navigatedAt ?? 0));
  return (
    <footer className="popup-foot">
      <span className="popup-summary">
        <span data-testid="summary" title={summary}>
          {summary}
        </span>
        {connection === 'reconnecting' && (
          <span data-testid="state-reconnecting">
            {phrase`Reconnecting to the extension…`.fr`Reconnexion à l’extension…`}
          </span>
        )}
        {connection === 'open' && status?.watching && grants.page?.granted !== false && (
          <span>
            {phrase`watching since ${clockTime(status.watchingSince)}`
              .fr`surveillance depuis ${clockTime(status.watchingSince)}`}
          </span>
        )}
      </span>
      <button type="button" className="button button-quiet" onClick={onOpen}>
        {phrase`Open full view`.fr`Ouvrir la vue complète`}
      </button>
    </footer>
  );
}
