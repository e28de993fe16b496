import { isOnPage } from '../endpoints/blocked.ts';
import type { Endpoint, EndpointState } from '../endpoints/endpoints.ts';
import type { Exchange, Hop } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import { remember } from '../model/lazy.ts';
import type { ListChoices } from '../ui/state.ts';

/** What the list lets through. `navigatedAt`: when the tab's present document began to load. */
export type Filter = Pick<ListChoices, 'text' | 'verdict' | 'scope'> & {
  readonly navigatedAt: number;
};

/** What belongs under each verdict of the filter; all else is told by the list as a whole only. */
export const VERDICT_STATES: Readonly<
  Record<Exclude<ListChoices['verdict'], 'all'>, readonly EndpointState[]>
> = {
  blocked: ['blocked'],
  failed: ['failed'],
  allowed: ['allowed', 'fixed'],
  undetermined: ['undetermined'],
};

/**
 * Whether a row passes: of the verdict and the page that are wanted, and containing every word of
 * the text: in method, URL, cause or any header line of the exchange that is shown, in any case.
 * Remembers its answers, so that only what has changed is looked at again.
 */
export function createFilter(filter: Filter): (endpoint: Endpoint) => boolean {
  const { text, verdict, scope, navigatedAt } = filter;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const since = scope === 'page' ? navigatedAt : 0;
  const known = new WeakMap<Endpoint, boolean>();
  const passes = (endpoint: Endpoint): boolean => {
    if (verdict !== 'all' && !VERDICT_STATES[verdict].includes(endpoint.state)) return false;
    if (!isOnPage(endpoint, since)) return false;
    return words.every((word) => contains(endpoint, word));
  };
  return (endpoint) => {
    const before = known.get(endpoint);
    if (before !== undefined) return before;
    const now = passes(endpoint);
    known.set(endpoint, now);
    return now;
  };
}

/** The most likely places first; header lines are spelled out only where nothing else matches. */
function contains({ method, state, status, apart, shown }: Endpoint, word: string): boolean {
  const has = (text: string): boolean => text.toLowerCase().includes(word);
  return (
    has(`${method} ${state} ${status ?? ''} ${apart} ${shown.title}`) ||
    shown.exchange.hops.some(({ url }) => has(url)) ||
    headersOf(shown.exchange).includes(word)
  );
}

/** Exchanges never change, so that the headers of each are spelled out once. */
const headersOf = remember(({ hops }: Exchange): string =>
  hops.map(hopText).join('\n').toLowerCase(),
);

function hopText({ preflight, request, response }: Hop): string {
  const messages = [preflight?.request, preflight?.response, request, response];
  return messages.map((message) => headerText(message?.headers ?? [])).join('\n');
}

const headerText = (headers: HeaderList): string =>
  headers.map(([name, value]) => `${name}: ${value}`).join('\n');
