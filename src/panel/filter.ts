import { isOnPage } from '../endpoints/blocked.ts';
import type { Endpoint, EndpointState } from '../endpoints/endpoints.ts';
import type { Exchange, Hop } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import { remember } from '../model/lazy.ts';
import type { ListChoices } from '../ui/state.ts';

/** What the list shows. `navigatedAt`: when the tab's current document began to load. */
export type Filter = Pick<ListChoices, 'text' | 'verdict' | 'scope'> & {
  readonly navigatedAt: number;
};

/** The states under each verdict of the filter. Other states appear only under "all". */
export const VERDICT_STATES: Readonly<
  Record<Exclude<ListChoices['verdict'], 'all'>, readonly EndpointState[]>
> = {
  blocked: ['blocked'],
  failed: ['failed'],
  allowed: ['allowed', 'fixed'],
  undetermined: ['undetermined'],
};

/**
 * Whether a row passes: it has the wanted verdict and page, and contains every word of the text.
 * Searched are method, URL, cause and all header lines of the shown exchange, in any case. Results
 * are cached, so only changed rows are checked again.
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

/** The most likely places first. Header lines are searched only if nothing else matches. */
function contains({ method, state, status, apart, shown }: Endpoint, word: string): boolean {
  const has = (text: string): boolean => text.toLowerCase().includes(word);
  return (
    has(`${method} ${state} ${status ?? ''} ${apart} ${shown.title}`) ||
    shown.exchange.hops.some(({ url }) => has(url)) ||
    headersOf(shown.exchange).includes(word)
  );
}

/** Exchanges never change, so their headers are joined only once. */
const headersOf = remember(({ hops }: Exchange): string =>
  hops.map(hopText).join('\n').toLowerCase(),
);

function hopText({ preflight, request, response }: Hop): string {
  const messages = [preflight?.request, preflight?.response, request, response];
  return messages.map((message) => headerText(message?.headers ?? [])).join('\n');
}

const headerText = (headers: HeaderList): string =>
  headers.map(([name, value]) => `${name}: ${value}`).join('\n');
