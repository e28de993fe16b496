import { type ReactNode, useMemo } from 'react';
import { otherBrowsers } from '../diagnosis/other-browser.ts';
import type { Endpoint } from '../endpoints/endpoints.ts';
import type { BrowserName } from '../model/exchange.ts';
import { remember } from '../model/lazy.ts';
import { phrase } from '../model/say.ts';
import { ProseText } from '../ui/prose.tsx';
import { moreInFullView } from './more.ts';
import { RequestLine } from './request-line.tsx';

/** The popup shows only the first few. */
const MOST = 4;

type BlockedElsewhereProps = {
  /** Rows that pass in this browser. */
  readonly passed: readonly Endpoint[];
  readonly browser: BrowserName;
};

/** What passes here, and Safari or another browser would block, each with the reason. */
export function BlockedElsewhere({ passed, browser }: BlockedElsewhereProps): ReactNode {
  // Each row once: the popup draws its list again with each change of the traffic.
  const refusalsOf = useMemo(
    () =>
      remember(({ exchange, evaluation }: Endpoint['shown']) =>
        otherBrowsers(exchange, evaluation, browser).filter(
          ({ verdict }) => verdict === 'blocked' || verdict === 'failed',
        ),
      ),
    [browser],
  );
  const refused = passed.flatMap((endpoint) =>
    refusalsOf(endpoint.shown).map((other) => ({ endpoint, other })),
  );
  if (refused.length === 0) return null;
  return (
    <ul
      aria-label={phrase`Blocked in another browser only`
        .fr`Bloquées dans un autre navigateur seulement`}
      className="refused-list"
    >
      {refused.slice(0, MOST).map(({ endpoint, other: { browser: name, text } }) => (
        <li key={`${endpoint.key} ${name}`} className="blocked" data-testid="blocked-elsewhere">
          <RequestLine endpoint={endpoint} />
          <p className="in-other">
            <ProseText prose={text} />
          </p>
        </li>
      ))}
      {refused.length > MOST && (
        <li className="blocked">{moreInFullView(refused.length - MOST)}</li>
      )}
    </ul>
  );
}
