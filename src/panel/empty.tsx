import type { ReactNode } from 'react';
import { clockTime, counted } from '../ui/clock.ts';
import { useEnvironment } from '../ui/environment-context.ts';
import type { OpenedFile, ViewState } from '../ui/state.ts';
import { VerdictMark } from '../ui/verdict.tsx';
import type { Watch } from '../ui/watch.ts';
import { Example } from './example.tsx';
import { OpenHarButton } from './open-har.tsx';

const PRIVACY =
  'Watched are the requests that this page sends to other servers, and their headers. Everything stays in this browser; passwords, cookies and tokens are not kept.';

/** Measured: of the first neither an extension nor DevTools' own recorder hears. */
const NEVER_SEEN =
  'What a Content-Security-Policy of the page stops is told to its console only; what the mode same-origin stops, here after “Reload and observe”; mixed content, while DevTools are open.';

/** The whole view while there is nothing to list: what is awaited, and what to do. */
export function EmptyList({
  state,
  watch,
  onOpen,
}: {
  readonly state: ViewState;
  readonly watch: Watch;
  readonly onOpen: (file: File) => void;
}): ReactNode {
  const { kind } = useEnvironment();
  if (state.file !== null) return <NothingInFile file={state.file} />;
  if (state.status === null || state.behind) {
    return (
      <Message testId="state-connecting" title="Starting to watch…">
        <p>Waiting for the extension’s background worker.</p>
      </Message>
    );
  }
  if (watch.unwatchable) {
    return (
      <Message testId="state-unwatchable" title="This page cannot be watched">
        <p>It belongs to the browser. Open the page whose requests fail.</p>
      </Message>
    );
  }
  if (watch.page?.watched === false) {
    return (
      <Message testId="state-not-watching" title="Not watching this page yet">
        <p>Allow it above, then reload the page.</p>
        <p className="quiet">{PRIVACY}</p>
      </Message>
    );
  }
  return (
    <div className="empty onboarding" data-testid="state-empty">
      <div className="onboarding-words">
        <h2>Nothing captured yet</h2>
        {state.status.watching ? (
          <p>
            Reload the page or repeat the request that fails. Watching since{' '}
            {clockTime(state.status.capturingSince)}: what was sent earlier cannot be shown.
          </p>
        ) : (
          <p>Watch this tab above, then reload the page or repeat the request that fails.</p>
        )}
        {watch.settled && watch.page === null && (
          <p>
            If nothing appears, the page may not be watched yet: Crosscheck’s toolbar button asks.
          </p>
        )}
        {kind === 'tab' && (
          <p>
            Requests to servers that are not watched are not seen here; the panel in DevTools names
            them.
          </p>
        )}
        <p>
          It was recorded elsewhere? <OpenHarButton onOpen={onOpen} />
        </p>
        <p className="quiet">{PRIVACY}</p>
        <p className="quiet">{NEVER_SEEN}</p>
      </div>
      <Example />
    </div>
  );
}

/** The whole view while a file is shown in which nothing is about CORS. */
function NothingInFile({ file: { name, reading } }: { readonly file: OpenedFile }): ReactNode {
  return (
    <Message testId="state-empty-file" title="Nothing here is about CORS">
      <p>
        {counted(reading.entries, 'entry', 'entries')} of {name} were read: no request went to
        another origin with CORS, or failed there.
      </p>
    </Message>
  );
}

/** The list's place when the filter lets nothing through. */
export function NothingPasses({
  blockedOnly,
  onReset,
}: {
  readonly blockedOnly: boolean;
  readonly onReset: () => void;
}): ReactNode {
  return (
    <Message
      testId="state-filtered"
      title={blockedOnly ? 'Nothing blocked matches' : 'Nothing matches the filter'}
    >
      <button type="button" className="button button-quiet" onClick={onReset}>
        Show all
      </button>
    </Message>
  );
}

/** The detail's place while no row is chosen. */
export function NothingChosen({ blocked }: { readonly blocked: number }): ReactNode {
  if (blocked > 0) {
    return (
      <Message testId="state-nothing-chosen" title="Choose a request">
        <p>The blocked ones come first. ↑ and ↓ walk the list, / goes to the filter.</p>
      </Message>
    );
  }
  return (
    <div className="empty" data-testid="state-nothing-blocked">
      <VerdictMark mark="allowed" />
      <h2>Nothing is blocked</h2>
      <p>CORS lets through every request listed here. Choose one to see why.</p>
    </div>
  );
}

function Message({
  testId,
  title,
  children,
}: {
  readonly testId: string;
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className="empty" data-testid={testId}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}
