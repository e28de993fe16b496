import { isLoopbackHost, isPotentiallyTrustworthy, parseUrl } from '../model/origin.ts';
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
 * What local network access refused. The user cannot allow an insecure page, and did not allow a
 * secure one.
 *
 * While the prompt is open, the request is only pending: no event reports the prompt. Tests replay
 * that as events, because a headless browser shows no prompt and denies at once.
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

/**
 * Whether an internet page requests an address of this device or of the local network, if the names
 * show it.
 * @see https://wicg.github.io/local-network-access/#ip-address-space-section
 */
export function entersLocalNetwork(page: string, target: string): boolean {
  const [from, to] = [parseUrl(page), parseUrl(target)];
  if (from === null || to === null || !/^https?:$/.test(from.protocol)) return false;
  return !isLocalHost(from.hostname) && isLocalHost(to.hostname);
}

function isLocalHost(host: string): boolean {
  return (
    isLoopbackHost(host) ||
    host.endsWith('.local') ||
    /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)[\d.]+$/.test(host) ||
    /^\[f(?:[cd][0-9a-f]{2}|e[89ab][0-9a-f]):/.test(host)
  );
}
