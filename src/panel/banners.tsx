import { type ReactNode, useState } from 'react';
import type { Prose } from '../model/prose.ts';
import { codeList } from '../model/prose.ts';
import { Icon } from '../ui/icons.tsx';
import { ProseText } from '../ui/prose.tsx';
import type { ViewState } from '../ui/state.ts';
import { grantLabel, likelyWanted, type Watch } from '../ui/watch.ts';

type BannersProps = {
  readonly state: ViewState;
  readonly watch: Watch;
  readonly onGrant: (hosts: readonly string[]) => void;
  /** Begins the capturing of a tab that the user does not want watched from the start. */
  readonly onCapture: (on: boolean) => void;
};

/** What stands in the way of seeing everything, each with the one thing to do about it. */
export function Banners({ state, watch, onGrant, onCapture }: BannersProps): ReactNode {
  const problem = state.status?.storageProblem ?? null;
  return (
    <>
      {state.connection === 'reconnecting' && (
        <Banner kind="warning" testId="state-reconnecting">
          <b>Reconnecting.</b> The extension does not answer; what is listed below may be old. If
          this stays, it was updated or switched off: close and open DevTools.
        </Banner>
      )}
      {problem !== null && (
        <Banner kind="warning" testId="state-storage-problem">
          {problem.lost ? (
            <>
              <b>Earlier requests are lost:</b> {problem.reason}. New requests are listed.
            </>
          ) : (
            <>
              <b>New requests are not stored yet.</b> The browser refused to store them (
              {problem.reason}). Crosscheck tries again with the next request. Export what you need:
              these requests are lost if the browser stops the extension before that.
            </>
          )}
        </Banner>
      )}
      {state.status?.watching === false && (
        <Banner kind="info" testId="state-not-capturing">
          <p>This tab is not watched: its requests are not kept.</p>
          <div className="banner-actions">
            <button
              type="button"
              className="button button-accent"
              data-testid="capture"
              onClick={() => onCapture(true)}
            >
              <Icon name="eye" />
              Watch this tab
            </button>
          </div>
        </Banner>
      )}
      <WatchBanner watch={watch} onGrant={onGrant} />
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

const BOTH =
  'The browser shows a request only to an extension that may watch both the page and the server it calls.';

/** Both the page's and the API's host must be granted, or the browser shows none of it. */
function WatchBanner({ watch, onGrant }: Pick<BannersProps, 'watch' | 'onGrant'>): ReactNode {
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const page = watch.page !== null && !watch.page.watched ? watch.page.host : null;
  const hosts = watch.unwatched.filter((host) => !dismissed.includes(host));
  if (page !== null) {
    return (
      <GrantBanner
        testId="state-no-permission-page"
        words={[`Not watching this page. ${BOTH}`]}
        fixed={page}
        hosts={hosts}
        likely={likelyWanted(page, hosts)}
        onGrant={onGrant}
      />
    );
  }
  if (hosts.length === 0) return null;
  const named = hosts.length <= 3 ? codeList(hosts) : [`${hosts.length} other hosts`];
  // Outside DevTools the browser does not tell the address of a page that is not watched.
  const isPageKnown = watch.page !== null;
  return (
    <GrantBanner
      testId="state-no-permission-api"
      words={
        isPageKnown
          ? ['The page also calls ', ...named, ', not watched yet.']
          : ['Not watched yet: ', ...named, `. ${BOTH}`]
      }
      fixed={null}
      hosts={hosts}
      likely={likelyWanted(watch.page?.host ?? null, hosts)}
      onGrant={onGrant}
      onDismiss={() => setDismissed([...dismissed, ...hosts])}
    />
  );
}

type GrantBannerProps = {
  readonly testId: string;
  readonly words: Prose;
  /** The host that is asked for in any case. */
  readonly fixed: string | null;
  readonly hosts: readonly string[];
  readonly likely: readonly string[];
  readonly onGrant: (hosts: readonly string[]) => void;
  readonly onDismiss?: () => void;
};

function GrantBanner(props: GrantBannerProps): ReactNode {
  const { testId, words, fixed, hosts, likely, onGrant, onDismiss } = props;
  const [choices, setChoices] = useState<Readonly<Record<string, boolean>>>({});
  const chosen = hosts.filter((host) => choices[host] ?? likely.includes(host));
  const wanted = fixed === null ? chosen : [fixed, ...chosen];
  return (
    <Banner kind="info" testId={testId}>
      <p>
        <ProseText prose={words} />
      </p>
      {hosts.length > (fixed === null ? 1 : 0) && (
        <fieldset className="hosts" aria-label="Servers to watch">
          {hosts.map((host) => (
            <label key={host}>
              <input
                type="checkbox"
                checked={chosen.includes(host)}
                onChange={(event) =>
                  setChoices({ ...choices, [host]: event.currentTarget.checked })
                }
              />
              {host}
            </label>
          ))}
        </fieldset>
      )}
      <div className="banner-actions">
        <button
          type="button"
          className="button button-accent"
          disabled={wanted.length === 0}
          onClick={() => onGrant(wanted)}
        >
          <Icon name="eye" />
          {grantLabel(wanted)}
        </button>
        {onDismiss !== undefined && (
          <button type="button" className="button button-quiet" onClick={onDismiss}>
            Not now
          </button>
        )}
      </div>
    </Banner>
  );
}
