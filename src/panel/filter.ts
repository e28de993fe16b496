import type { Endpoint, EndpointGroup } from '../diagnosis/endpoints.ts';
import type { Exchange, Hop } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';

/** What the toolbar lets through. */
export type Filter = { readonly text: string; readonly blockedOnly: boolean };

/**
 * The endpoints that contain every word of the filter: in method, URL, cause or any header line
 * of the exchange that is shown, in any case. Servers without such endpoints leave.
 */
export function filterGroups(
  groups: readonly EndpointGroup[],
  filter: Filter,
): readonly EndpointGroup[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const passes = (endpoint: Endpoint): boolean => {
    if (filter.blockedOnly && endpoint.state !== 'blocked') return false;
    if (words.length === 0) return true;
    const haystack = searchText(endpoint);
    return words.every((word) => haystack.includes(word));
  };
  return groups
    .map((group) => ({ ...group, endpoints: group.endpoints.filter(passes) }))
    .filter(({ endpoints }) => endpoints.length > 0);
}

function searchText({ method, state, shown }: Endpoint): string {
  return `${method} ${state} ${shown.title} `.toLowerCase() + exchangeText(shown.exchange);
}

/** Exchanges never change, so that each is spelled out once. */
const texts = new WeakMap<Exchange, string>();

function exchangeText(exchange: Exchange): string {
  const known = texts.get(exchange);
  if (known !== undefined) return known;
  const text = exchange.hops.map(hopText).join('\n').toLowerCase();
  texts.set(exchange, text);
  return text;
}

function hopText({ url, preflight, request, response }: Hop): string {
  const messages = [preflight?.request, preflight?.response, request, response];
  return [url, ...messages.map((message) => headerText(message?.headers ?? []))].join('\n');
}

function headerText(headers: HeaderList): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join('\n');
}
