import { type ReactNode, useEffect, useState } from 'react';
import type { AskOutcome, Wanted } from '../messaging/host-permissions.ts';
import { parseUrl } from '../model/origin.ts';
import { phrase } from '../model/say.ts';
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
        <h1>{phrase`Done`.fr`C’est fait`}</h1>
        <p>
          {phrase`Crosscheck watches ${nameOf(wanted)} now. This page closes, and the panel goes on.`
            .fr`Crosscheck surveille maintenant ${nameOf(wanted)}. Cette page se ferme, et le panneau
              continue.`}
        </p>
      </main>
    );
  }
  return (
    <main className="grant" data-testid="grant">
      <h1>
        {phrase`Let Crosscheck watch ${nameOf(wanted)}?`
          .fr`Laisser Crosscheck surveiller ${nameOf(wanted)} ?`}
      </h1>
      {outcome === 'refused' && (
        <p role="status" data-testid="grant-refused">
          <b>{phrase`Not allowed.`.fr`Non autorisé.`}</b>{' '}
          {phrase`Nothing is watched. Ask again, or close this page.`
            .fr`Rien n’est surveillé. Demandez à nouveau, ou fermez cette page.`}
        </p>
      )}
      <p>
        {phrase`The browser asks here, because it does not let an extension ask inside DevTools. Click
          the button, then choose “Allow”.`.fr`Le navigateur pose la question ici, car il n’autorise
          pas une extension à le faire dans les DevTools. Cliquez sur le bouton, puis choisissez
          « Autoriser ».`}
      </p>
      <WatchButton
        disabled={wanted !== 'all' && wanted.length === 0}
        data-testid="grant-ask"
        onClick={() => void ask(wanted).then(setOutcome, () => setOutcome('refused'))}
      >
        {phrase`Watch ${nameOf(wanted)}`.fr`Surveiller ${nameOf(wanted)}`}
      </WatchButton>
      <p>
        {phrase`Crosscheck sees the requests and their headers. Everything stays in this browser. The
          toolbar popup takes the permission back.`
          .fr`Crosscheck voit les requêtes et leurs en-têtes. Tout reste dans ce navigateur. La fenêtre
          de Crosscheck, dans la barre d’outils, permet de retirer l’autorisation.`}
      </p>
    </main>
  );
}

function nameOf(wanted: Wanted): string {
  if (wanted === 'all') return phrase`all sites`.fr`tous les sites`;
  const hosts = wanted.map((url) => parseUrl(url)?.hostname ?? '');
  return namedHosts([...new Set(hosts)]) || phrase`nothing`.fr`rien`;
}
