import { type ReactNode, useEffect, useState } from 'react';
import type { AskOutcome, Wanted } from '../messaging/host-permissions.ts';
import { parseUrl } from '../model/origin.ts';
import { WatchButton } from '../ui/buttons.tsx';
import { namedHosts } from '../ui/grants.ts';

/** Long enough to be read. */
const CLOSES_AFTER_MS = 1_200;

type GrantAppProps = {
  readonly wanted: Wanted;
  /** Shows the browser's own question. Call from a click. */
  readonly ask: (wanted: Wanted) => Promise<AskOutcome>;
  /** Closes this page. */
  readonly close: () => Promise<void>;
};

/**
 * Asks for a permission where the browser lets no page inside DevTools ask. It closes itself, and the
 * panel goes on without another click.
 */
export function GrantApp({ wanted, ask, close }: GrantAppProps): ReactNode {
  const [outcome, setOutcome] = useState<AskOutcome | 'unasked'>('unasked');
  useEffect(() => {
    if (outcome !== 'granted') return;
    const timer = setTimeout(() => void close(), CLOSES_AFTER_MS);
    return () => clearTimeout(timer);
  }, [outcome, close]);
  if (outcome === 'granted') {
    return (
      <main className="grant" role="status" data-testid="grant-done">
        <h1>Done</h1>
        <p>Crosscheck watches {nameOf(wanted)} now. This page closes, and the panel goes on.</p>
      </main>
    );
  }
  return (
    <main className="grant" data-testid="grant">
      <h1>Let Crosscheck watch {nameOf(wanted)}?</h1>
      {outcome === 'refused' && (
        <p role="status" data-testid="grant-refused">
          <b>Not allowed.</b> Nothing is watched. Ask again, or close this page.
        </p>
      )}
      <p>
        The browser asks here, because it does not let an extension ask inside DevTools. Click the
        button, then choose “Allow”.
      </p>
      <WatchButton
        disabled={wanted !== 'all' && wanted.length === 0}
        data-testid="grant-ask"
        onClick={() => void ask(wanted).then(setOutcome, () => setOutcome('refused'))}
      >
        Watch {nameOf(wanted)}
      </WatchButton>
      <p>
        Crosscheck sees the requests and their headers. Everything stays in this browser. The
        toolbar popup takes the permission back.
      </p>
    </main>
  );
}

function nameOf(wanted: Wanted): string {
  if (wanted === 'all') return 'all sites';
  const hosts = wanted.map((url) => parseUrl(url)?.hostname ?? '');
  return namedHosts([...new Set(hosts)]) || 'nothing';
}
