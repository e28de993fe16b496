import type { ReactNode } from 'react';
import { code, prose } from '../model/prose.ts';
import { counted } from '../model/say.ts';
import { apart, LoadedApart } from '../ui/apart.tsx';
import { clockTime } from '../ui/clock.ts';
import { useEnvironment } from '../ui/environment-context.ts';
import { type Grants, UNWATCHED_UNSEEN } from '../ui/grants.ts';
import { ProseText } from '../ui/prose.tsx';
import type { OpenedFile, ViewState } from '../ui/state.ts';
import { VerdictMark } from '../ui/verdict.tsx';
import { type Asking, AskToWatch, isAsking } from './ask-to-watch.tsx';
import { OpenFileButton } from './open-file.tsx';
import { PRIVACY } from './privacy.ts';

/** Measured: extensions and DevTools' own recorder do not see the first kind. */
const NEVER_SEEN = prose`
  Requests blocked by the page’s Content-Security-Policy appear only in the console. Requests
  refused by ${code("mode: 'same-origin'")} appear here if the page is observed (see the settings).
  Blocked mixed content appears here while DevTools is open.
`;

/** Its picture is drawn after everything else. */
const example = apart<object>(async () => (await import('./example.tsx')).Example);

/** The whole view while there is nothing to list: what it waits for, and what to do. */
export function EmptyList({
  state,
  grants,
  asking,
  onOpen,
  onConsole,
}: {
  readonly state: ViewState;
  readonly grants: Grants;
  readonly asking: Asking;
  readonly onOpen: (files: readonly File[]) => void;
  readonly onConsole: () => void;
}): ReactNode {
  const { kind } = useEnvironment();
  if (state.file !== null) return <NothingInFile file={state.file} />;
  if (state.status === null || state.behind) {
    return (
      <Message testId="state-connecting" title="Starting…">
        <p>Waiting for the extension.</p>
      </Message>
    );
  }
  if (grants.unwatchable) {
    return (
      <Message testId="state-unwatchable" title="Extensions cannot watch this page">
        <p>Open the page whose requests fail. This one belongs to the browser.</p>
      </Message>
    );
  }
  if (grants.page?.granted === false) {
    return (
      <div className="empty" data-testid="state-not-watching">
        <h2>This page is not watched yet</h2>
        <div className="ask" data-testid={asking.testId}>
          <AskToWatch asking={asking} />
        </div>
        <p className="quiet">{PRIVACY}</p>
      </div>
    );
  }
  return (
    <div className="empty onboarding" data-testid="state-empty">
      <div className="onboarding-words">
        <h2>No requests yet</h2>
        {isAsking(asking) && (
          <div className="ask" data-testid={asking.testId}>
            <AskToWatch asking={asking} />
          </div>
        )}
        <ol className="first-steps" data-testid="first-steps">
          <li>
            {state.status.watching
              ? 'Reload the page or repeat the request that fails.'
              : 'Click “Watch this tab” above. Then reload the page or repeat the request that fails.'}
          </li>
          <li>Read why the browser blocked it, and copy the fix.</li>
          <li>Restart the server, then click “Check again”.</li>
        </ol>
        {state.status.watching && (
          <p className="quiet">
            Crosscheck has been watching since {clockTime(state.status.watchingSince)} and cannot
            show earlier requests.
          </p>
        )}
        {grants.settled && grants.page === null && (
          <p>If nothing appears, click Crosscheck’s toolbar button and let it watch the page.</p>
        )}
        {kind === 'tab' && <p>{UNWATCHED_UNSEEN}</p>}
        <p>
          Do you have a HAR file or a saved report? <OpenFileButton onOpen={onOpen} />
        </p>
        <p>
          Do you have only the message of a console?{' '}
          <button
            type="button"
            className="button button-quiet"
            data-testid="open-console"
            onClick={onConsole}
          >
            Read console text…
          </button>
        </p>
        <p className="quiet">{PRIVACY}</p>
        <p className="quiet">
          <ProseText prose={NEVER_SEEN} />
        </p>
      </div>
      <LoadedApart part={example} of={{}} />
    </div>
  );
}

/** The whole view for a file that has no CORS requests. */
function NothingInFile({ file: { name, reading } }: { readonly file: OpenedFile }): ReactNode {
  return (
    <Message testId="state-empty-file" title="No CORS requests in this file">
      <p>
        Crosscheck read {counted(reading.entries, 'entry', 'entries')} of {name}. No request went to
        another origin with CORS, or failed there.
      </p>
    </Message>
  );
}

/** Shown instead of the list when the filter hides every row. */
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
      title={blockedOnly ? 'No blocked requests' : 'No request matches the filter'}
    >
      <button type="button" className="button button-quiet" onClick={onReset}>
        Show all
      </button>
    </Message>
  );
}

/** Shown instead of the detail while no row is chosen. */
export function NothingChosen({ blocked }: { readonly blocked: number }): ReactNode {
  if (blocked > 0) {
    return (
      <Message testId="state-nothing-chosen" title="Choose a request">
        <p>
          Blocked requests come first. Press ↑ or ↓ to move through the list, or / to filter it.
        </p>
      </Message>
    );
  }
  return (
    <div className="empty" data-testid="state-nothing-blocked">
      <VerdictMark mark="allowed" />
      <h2>Nothing is blocked</h2>
      <p>CORS allows every request listed here. Choose one to see why.</p>
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
