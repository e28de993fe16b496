import { isPotentiallyTrustworthy } from '../model/origin.ts';
import type { BrowserRules } from './browsers.ts';
import type { Finding, Phase } from './finding.ts';

/** A request that the browser stopped on its way into a more private network. */
export type LocalNetworkInput = {
  readonly url: string;
  /** The page's origin. */
  readonly origin: string;
  readonly phase: Phase;
  readonly hop: number;
};

/**
 * What local network access refused: a page that is not secure cannot even be given the
 * permission, a secure one was not given it.
 *
 * While the user is still being asked, the request is only pending: no event names the prompt. That
 * is replayed as events here; a headless browser, as in the end-to-end tests, shows no prompt and
 * denies at once.
 * @see https://wicg.github.io/local-network-access/#integration-with-fetch
 */
export function localNetworkAccess(input: LocalNetworkInput, rules: BrowserRules): Finding {
  const { url, origin, phase, hop } = input;
  const insecure = rules.localNetworkNeedsSecurePage && !isPotentiallyTrustworthy(origin);
  return {
    cause: insecure ? 'local-network-access-insecure' : 'local-network-access-denied',
    phase,
    hop,
    evidence: { url },
  };
}
