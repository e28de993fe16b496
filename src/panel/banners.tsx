import { type ReactNode, useState } from 'react';
import { code, codeList, type Prose, prose } from '../model/prose.ts';
import { WatchButton } from '../ui/buttons.tsx';
import { clockTime } from '../ui/clock.ts';
import {
  type Grants,
  grantLabel,
  likelyWanted,
  NEEDS_BOTH,
  TAB_NOT_WATCHED,
} from '../ui/grants.ts';
import { Icon } from '../ui/icons.tsx';
import { ProseText } from '../ui/prose.tsx';
import type { ViewState } from '../ui/state.ts';

type BannersProps = {
  readonly state: ViewState;
  readonly grants: Grants;
  readonly onGrant: (hosts: readonly string[]) => void;
  /** Starts to watch a tab that the settings leave out. */
  readonly onWatchTab: () => void;
};

/** What prevents a complete view, each with the one thing to do about it. */
export function Banners({ state, grants, onGrant, onWatchTab }: BannersProps): ReactNode {
  const problem = state.status?.storageProblem ?? null;
  const interruptedAt = state.status?.interruptedAt ?? 0;
  return (
    <>
      {state.connection === 'reconnecting' && (
        <Banner kind="warning" testId="state-reconnecting">
          <b>Reconnecting.</b> If this message stays, close DevTools and open it again. The
          extension was updated or turned off, and the list below may be out of date.
        </Banner>
      )}
      {problem !== null && (
        <Banner kind="warning" testId="state-storage-problem">
          {problem.lost ? (
            <>
              <b>Reload the page: requests are missing.</b> The reason: {problem.reason}.
            </>
          ) : (
            <>
              <b>Export what you need: new requests are not stored.</b> The browser refused to store
              them ({problem.reason}). Crosscheck tries again with the next request. They are lost
              if the browser stops the extension before that.
            </>
          )}
        </Banner>
      )}
      {interruptedAt > 0 && (
        <Banner kind="warning" testId="state-interrupted">
          <b>Reload the page: requests may be missing.</b> The browser restarted the extension at{' '}
          {clockTime(interruptedAt)}, while this page was sending requests.
        </Banner>
      )}
      {state.status?.watching === false && (
        <Banner kind="info" testId="state-tab-not-watched">
          <p>{TAB_NOT_WATCHED}</p>
          <div className="banner-actions">
            <WatchButton data-testid="watch-tab" onClick={onWatchTab}>
              Watch this tab
            </WatchButton>
          </div>
        </Banner>
      )}
      <WatchBanner grants={grants} onGrant={onGrant} />
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

/** Both the page's and the API's host must be granted, or the browser shows none of it. */
function WatchBanner({ grants, onGrant }: Pick<BannersProps, 'grants' | 'onGrant'>): ReactNode {
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const page = grants.page !== null && !grants.page.granted ? grants.page.host : null;
  const hosts = grants.notGranted.filter((host) => !dismissed.includes(host));
  if (page !== null) {
    return (
      <GrantBanner
        testId="state-no-permission-page"
        words={prose`The page ${code(page)} is not watched. ${NEEDS_BOTH}`}
        fixed={page}
        hosts={hosts}
        likely={likelyWanted(page, hosts)}
        onGrant={onGrant}
      />
    );
  }
  if (hosts.length === 0) return null;
  const named = hosts.length <= 3 ? codeList(hosts) : prose`${String(hosts.length)} other hosts`;
  const are = hosts.length === 1 ? 'is' : 'are';
  return (
    <GrantBanner
      testId="state-no-permission-api"
      words={
        // Outside DevTools, the browser does not reveal the address of a page that is not watched.
        grants.page === null
          ? prose`Not watched yet: ${named}. ${NEEDS_BOTH}`
          : prose`The page also calls ${named}, which ${are} not watched yet.`
      }
      fixed={null}
      hosts={hosts}
      likely={likelyWanted(grants.page?.host ?? null, hosts)}
      onGrant={onGrant}
      onDismiss={() => setDismissed([...dismissed, ...hosts])}
    />
  );
}

type GrantBannerProps = {
  readonly testId: string;
  readonly words: Prose;
  /** The host that is always asked for. */
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
        <WatchButton disabled={wanted.length === 0} onClick={() => onGrant(wanted)}>
          {grantLabel(wanted)}
        </WatchButton>
        {onDismiss !== undefined && (
          <button type="button" className="button button-quiet" onClick={onDismiss}>
            Not now
          </button>
        )}
      </div>
    </Banner>
  );
}
