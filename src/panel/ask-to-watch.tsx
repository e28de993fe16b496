import { type ReactNode, useState } from 'react';
import { code, type Prose } from '../model/prose.ts';
import { codeList, figure, phrase, say } from '../model/say.ts';
import { WatchButton } from '../ui/buttons.tsx';
import { type Grants, grantLabel, likelyWanted, NEEDS_BOTH } from '../ui/grants.ts';
import { ProseText } from '../ui/prose.tsx';

/** What the user is asked to let Crosscheck watch. */
export type Asking = {
  /** The page's own host, without which nothing is seen. Null if it is granted or unknown. */
  readonly page: string | null;
  /** The servers that the page calls, without those that the user does not want. */
  readonly hosts: readonly string[];
  /** Whether the browser reveals the page's address. */
  readonly knowsPage: boolean;
  /** The hosts that are proposed. */
  readonly likely: readonly string[];
  readonly testId: 'state-no-permission-page' | 'state-no-permission-api';
  readonly onGrant: (hosts: readonly string[]) => void;
  readonly onDismiss: () => void;
};

/** Both the page's and the API's host must be granted, or the browser shows none of it. */
export function useAsking(grants: Grants, onGrant: Asking['onGrant']): Asking {
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const page = grants.page !== null && !grants.page.granted ? grants.page.host : null;
  const hosts = grants.notGranted.filter((host) => !dismissed.includes(host));
  return {
    page,
    hosts,
    knowsPage: grants.page !== null,
    likely: likelyWanted(grants.page?.host ?? null, hosts),
    testId: page === null ? 'state-no-permission-api' : 'state-no-permission-page',
    onGrant,
    onDismiss: () => setDismissed([...dismissed, ...hosts]),
  };
}

export const isAsking = ({ page, hosts }: Asking): boolean => page !== null || hosts.length > 0;

/** What is not watched, and one button that changes it. */
export function AskToWatch({ asking }: { readonly asking: Asking }): ReactNode {
  const { page, hosts, likely, onGrant, onDismiss } = asking;
  const [choices, setChoices] = useState<Readonly<Record<string, boolean>>>({});
  const chosen = hosts.filter((host) => choices[host] ?? likely.includes(host));
  const wanted = page === null ? chosen : [page, ...chosen];
  return (
    <>
      <p>
        <ProseText prose={wordsOf(asking)} />
      </p>
      {hosts.length > (page === null ? 1 : 0) && (
        <fieldset className="hosts" aria-label={phrase`Servers to watch`.fr`Serveurs à surveiller`}>
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
        {page === null && (
          <button type="button" className="button button-quiet" onClick={onDismiss}>
            {phrase`Not now`.fr`Pas maintenant`}
          </button>
        )}
      </div>
    </>
  );
}

function wordsOf({ page, hosts, knowsPage }: Asking): Prose {
  if (page !== null) {
    return say`The page ${code(page)} is not watched. ${NEEDS_BOTH}`
      .fr`La page ${code(page)} n’est pas surveillée. ${NEEDS_BOTH}`;
  }
  const count = figure(hosts.length);
  const named =
    hosts.length <= 3 ? codeList(hosts) : say`${count} other hosts`.fr`${count} autres hôtes`;
  // Outside DevTools, the browser does not reveal the address of a page that is not watched.
  if (!knowsPage) {
    return say`Not watched yet: ${named}. ${NEEDS_BOTH}`
      .fr`Crosscheck ne surveille pas encore ${named}. ${NEEDS_BOTH}`;
  }
  return hosts.length === 1
    ? say`The page also calls ${named}, which is not watched yet.`
        .fr`La page appelle aussi ${named}, qui n’est pas encore surveillé.`
    : say`The page also calls ${named}, which are not watched yet.`
        .fr`La page appelle aussi ${named}, qui ne sont pas encore surveillés.`;
}
