import type { Exchange } from '../model/exchange.ts';
import { parseUrl } from '../model/origin.ts';

/** Longer than the same request's two times differ, and shorter than a user needs to repeat it. */
const SAME_MS = 500;

/**
 * The requests that only DevTools' own recorder saw: of a page or to a server that the extension may
 * not watch. `recorded` is what the recorder reports, `present` what is known otherwise.
 */
export function recordedOnly(
  recorded: readonly Exchange[],
  present: readonly Exchange[],
  notGranted: ReadonlySet<string>,
): readonly Exchange[] {
  const times = new Map<string, number[]>();
  for (const one of present) {
    const known = times.get(nameOf(one));
    if (known === undefined) times.set(nameOf(one), [one.hops[0].at]);
    else known.push(one.hops[0].at);
  }
  const isKnown = (one: Exchange): boolean =>
    times.get(nameOf(one))?.some((at) => Math.abs(at - one.hops[0].at) <= SAME_MS) === true;
  return recorded
    .filter((one) => hostsOf(one).some((host) => notGranted.has(host)) && !isKnown(one))
    .map((one): Exchange => ({ ...one, id: `devtools-${one.id}`, recordedOnly: true }));
}

const nameOf = ({ hops: [{ method, url }] }: Exchange): string => `${method} ${url}`;

/** Of the page, and of each step. The browser shows a request to those who may watch both. */
const hostsOf = ({ initiator, hops }: Exchange): readonly string[] =>
  [initiator ?? '', ...hops.map(({ url }) => url)].flatMap((url) => parseUrl(url)?.hostname ?? []);
