import { type ReactNode, useEffect } from 'react';
import type { Endpoint } from '../endpoints/endpoints.ts';
import { groupBy } from '../model/group-by.ts';
import { parseUrl } from '../model/origin.ts';
import { snippetText } from '../servers/kit/stack.ts';
import { chooseRemedy, preferredStack } from '../ui/choose-remedy.ts';
import { clockTime, counted } from '../ui/clock.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import type { ViewEnvironment } from '../ui/environment.ts';
import { EnvironmentContext } from '../ui/environment-context.ts';
import { firstFix } from '../ui/first-fix.ts';
import { Icon } from '../ui/icons.tsx';
import { splitEnds } from '../ui/middle.ts';
import { ProseText } from '../ui/prose.tsx';
import type { ViewState } from '../ui/state.ts';
import { countStates, summarize } from '../ui/summary.ts';
import { followTheme } from '../ui/theme.ts';
import { useEndpoints } from '../ui/use-endpoints.ts';
import { useSettings } from '../ui/use-settings.ts';
import { useView } from '../ui/use-view.ts';
import { VerdictMark } from '../ui/verdict.tsx';
import { grantLabel, useWatch, type Watch } from '../ui/watch.ts';
import { GrantedHosts } from './granted-hosts.tsx';

/** The toolbar popup: what is blocked on this tab, one line each, and the way to the full view. */
export function PopupApp({ environment }: { readonly environment: ViewEnvironment }): ReactNode {
  useEffect(() => followTheme(environment), [environment]);
  return (
    <EnvironmentContext value={environment}>
      <Popup environment={environment} />
    </EnvironmentContext>
  );
}

function Popup({ environment }: { readonly environment: ViewEnvironment }): ReactNode {
  const { state, watch: capture } = useView(environment);
  const [{ stack }] = useSettings(environment);
  const [watch, grant] = useWatch(environment);
  const endpoints = useEndpoints(state);
  const blocked = endpoints.filter((endpoint) => endpoint.state === 'blocked');
  // What one change at one server mends is one thing to do.
  const causes = [...groupBy(blocked, ({ server, shown }) => `${server} ${shown.title}`).values()];
  return (
    <div className="popup">
      <header className="popup-head">
        <h1>Crosscheck</h1>
        <WatchState watch={watch} capturing={state.status?.watching ?? null} onCapture={capture} />
      </header>
      <main>
        {state.status?.watching === false && <StartWatching onCapture={capture} />}
        <Grant watch={watch} onGrant={grant} />
        {blocked.length === 0 ? (
          <NothingBlocked state={state} watch={watch} endpoints={endpoints} />
        ) : (
          <ul className="blocked-list" aria-label="Blocked requests">
            {causes.slice(0, MOST_BLOCKED).map(([endpoint, ...like]) => (
              <Blocked key={endpoint.key} endpoint={endpoint} like={like.length} stack={stack} />
            ))}
            {causes.length > MOST_BLOCKED && (
              <li className="blocked" data-testid="more-blocked">
                and {counted(causes.length - MOST_BLOCKED, 'more', 'more')} in the full view
              </li>
            )}
          </ul>
        )}
      </main>
      <GrantedHosts />
      <Foot state={state} endpoints={endpoints} onOpen={() => environment.openFullView()} />
    </div>
  );
}

/** A glance is for the first few; each costs a fix that is written and proved. */
const MOST_BLOCKED = 8;

function WatchState({
  watch: { settled, page },
  capturing,
  onCapture,
}: {
  readonly watch: Watch;
  /** Null before the background has answered. */
  readonly capturing: boolean | null;
  readonly onCapture: (on: boolean) => void;
}): ReactNode {
  if (!settled || page === null) return null;
  const watching = page.watched && capturing !== false;
  return (
    <span className={watching ? 'watching' : 'not-watching'}>
      <Icon name={watching ? 'eye' : 'close'} />
      <span className="watch-host" title={page.host}>
        {watching ? `Watching ${page.host}` : 'Not watching'}
      </span>
      {watching && capturing === true && (
        <button
          type="button"
          className="button-link"
          title="Stop watching this tab; what was captured stays"
          data-testid="stop"
          onClick={() => onCapture(false)}
        >
          Stop
        </button>
      )}
    </span>
  );
}

function StartWatching({ onCapture }: { readonly onCapture: (on: boolean) => void }): ReactNode {
  return (
    <section className="popup-grant" data-testid="state-not-capturing">
      <p>This tab is not watched: its requests are not kept.</p>
      <button
        type="button"
        className="button button-accent"
        data-testid="capture"
        onClick={() => onCapture(true)}
      >
        <Icon name="eye" />
        Watch this tab
      </button>
    </section>
  );
}

function Grant({
  watch,
  onGrant,
}: {
  readonly watch: Watch;
  readonly onGrant: (hosts: readonly string[]) => void;
}): ReactNode {
  const { page } = watch;
  if (page === null || page.watched) return null;
  const hosts = [page.host, ...watch.unwatched];
  return (
    <section className="popup-grant" data-testid="state-no-permission-page">
      <p>
        The browser shows requests only to an extension that may watch both the page and the server
        it calls.
      </p>
      <button type="button" className="button button-accent" onClick={() => onGrant(hosts)}>
        <Icon name="eye" />
        {grantLabel(hosts)}
      </button>
    </section>
  );
}

function NothingBlocked({
  state,
  watch,
  endpoints,
}: {
  readonly state: ViewState;
  readonly watch: Watch;
  readonly endpoints: readonly Endpoint[];
}): ReactNode {
  if (state.status === null || state.behind) {
    return (
      <p className="popup-empty" data-testid="state-connecting">
        Starting to watch…
      </p>
    );
  }
  const watching = watch.page?.watched !== false && state.status.watching;
  if (endpoints.length > 0) {
    return (
      <div className="popup-empty" data-testid="state-nothing-blocked">
        <VerdictMark mark="allowed" />{' '}
        {watching
          ? 'Nothing is blocked on this tab.'
          : 'Nothing was blocked while this tab was watched.'}
        {watching && <NotSeen />}
      </div>
    );
  }
  if (!watching) return null;
  if (watch.unwatchable) {
    return (
      <p className="popup-empty" data-testid="state-unwatchable">
        This page belongs to the browser and cannot be watched.
      </p>
    );
  }
  return (
    <div className="popup-empty" data-testid="state-empty">
      Nothing captured yet. Reload the page or repeat the request that fails.
      <NotSeen />
    </div>
  );
}

/** Which servers a page calls is told inside DevTools only. */
const NotSeen = (): ReactNode => (
  <p className="popup-note">
    Requests to servers that are not watched are not seen; the panel in DevTools names them.
  </p>
);

type BlockedProps = {
  readonly endpoint: Endpoint;
  /** How many others the same change mends. */
  readonly like: number;
  /** The stack that is preferred where no application is detected. */
  readonly stack: string | null;
};

function Blocked({ endpoint, like, stack }: BlockedProps): ReactNode {
  const { method, server, path, shown, exchanges } = endpoint;
  const place = `${parseUrl(server)?.host ?? server}${path}`;
  const { head, tail } = splitEnds(place);
  return (
    <li className="blocked" data-testid="exchange-row">
      <div className="blocked-line" title={`${method} ${shown.exchange.hops[0].url}`}>
        <VerdictMark mark="blocked" />
        <b>{method}</b>
        <span className="place">
          <span className="place-head">{head}</span>
          {tail !== '' && <span className="place-tail">{tail}</span>}
        </span>
        {exchanges.length > 1 && <span className="times">×{exchanges.length}</span>}
      </div>
      <p className="blocked-cause">
        {shown.title}
        {like > 0 && <span data-testid="same-cause">, as {counted(like, 'other')}</span>}
      </p>
      <FirstStep endpoint={endpoint} stack={stack} />
    </li>
  );
}

/** The line of the fix that matters most, with a button that copies all of it; or what to do elsewhere. */
function FirstStep({ endpoint: { shown }, stack }: Omit<BlockedProps, 'like'>): ReactNode {
  const chosen = chooseRemedy(shown, preferredStack(shown, null, stack));
  const fix = firstFix(chosen?.remedy.snippets ?? [], shown);
  const [elsewhere] = shown.elsewhere;
  if (elsewhere !== undefined) {
    return (
      <p className="first-step">
        <ProseText prose={elsewhere} />
      </p>
    );
  }
  if (fix === null) return null;
  return (
    <div className="first-step first-fix" data-testid="fix-snippet">
      <span className="first-file">{fix.snippet.file}</span>
      <CopyButton
        text={snippetText(fix.snippet)}
        label="Copy"
        describedAs={`fix for ${fix.snippet.file}`}
        testId="copy-fix"
        quiet
      />
      <code className="first-line">{fix.line}</code>
    </div>
  );
}

function Foot({
  state,
  endpoints,
  onOpen,
}: {
  readonly state: ViewState;
  readonly endpoints: readonly Endpoint[];
  readonly onOpen: () => void;
}): ReactNode {
  const summary = summarize(countStates(endpoints));
  return (
    <footer className="popup-foot">
      <span className="popup-summary">
        <span data-testid="summary" title={summary}>
          {summary}
        </span>
        {state.connection === 'reconnecting' && (
          <span data-testid="state-reconnecting">Reconnecting to the extension…</span>
        )}
        {state.connection === 'open' && state.status?.watching && (
          <span>capturing since {clockTime(state.status.capturingSince)}</span>
        )}
      </span>
      <button type="button" className="button button-quiet" onClick={onOpen}>
        Open full view
      </button>
    </footer>
  );
}
