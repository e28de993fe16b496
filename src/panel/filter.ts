import { isOnPage } from '../endpoints/blocked.ts';
import type { Endpoint, EndpointState } from '../endpoints/endpoints.ts';
import type { Exchange, Hop } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import type { ListChoices } from '../model/kept-view.ts';
import { remember } from '../model/lazy.ts';
import { type FilterKey, type FilterTerm, parseFilter } from './filter-query.ts';

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
  fixed: ['fixed'],
  allowed: ['allowed'],
  undetermined: ['undetermined'],
};

/**
 * Whether a row passes: it has the wanted verdict and page, and meets every term of the text. Words
 * are searched in method, URL, cause and all header lines of the shown exchange, in any case.
 * Results are cached, so only changed rows are checked again.
 */
export function createFilter(filter: Filter): (endpoint: Endpoint) => boolean {
  const { text, verdict, scope, navigatedAt } = filter;
  const { terms } = parseFilter(text);
  const since = scope === 'page' ? navigatedAt : 0;
  const known = new WeakMap<Endpoint, boolean>();
  const passes = (endpoint: Endpoint): boolean => {
    if (verdict !== 'all' && !VERDICT_STATES[verdict].includes(endpoint.state)) return false;
    if (!isOnPage(endpoint, since)) return false;
    return terms.every((term) => meets(endpoint, term) !== term.negated);
  };
  return (endpoint) => {
    const before = known.get(endpoint);
    if (before !== undefined) return before;
    const now = passes(endpoint);
    known.set(endpoint, now);
    return now;
  };
}

/** Longer texts are searched up to here. */
const LONGEST_SEARCHED = 2_000;

function meets(endpoint: Endpoint, term: FilterTerm): boolean {
  if (term.kind === 'word') return contains(endpoint, term.word);
  if (term.kind === 'key') return KEY_TESTS[term.key](endpoint, term.value);
  const { method, shown } = endpoint;
  const urls = shown.exchange.hops.map(({ url }) => url).join(' ');
  return term.matches(`${method} ${urls}`.slice(0, LONGEST_SEARCHED)) || term.matches(shown.title);
}

const KEY_TESTS: Readonly<Record<FilterKey, (endpoint: Endpoint, value: string) => boolean>> = {
  cause: ({ shown }, value) =>
    [shown.title, ...shown.evaluation.findings.map(({ cause }) => cause)].some((text) =>
      text.toLowerCase().includes(value),
    ),
  domain: ({ server }, value) => isDomain(hostOf(server), value),
  method: ({ method }, value) => method.toLowerCase() === value,
  page: ({ origin }, value) => origin.toLowerCase().includes(value),
  server: ({ server }, value) => server.toLowerCase().includes(value),
  // `4` and `4xx` are all client errors.
  'status-code': ({ status }, value) => String(status ?? '').startsWith(value.replace(/x+$/, '')),
};

/** `example.com` has its subdomains, `*.example.com` only these. */
function isDomain(host: string, value: string): boolean {
  if (!value.includes('*')) return host === value || host.endsWith(`.${value}`);
  const [begin = '', ...others] = value.split('*');
  const end = others.pop() ?? '';
  const middle = host.slice(begin.length, host.length - end.length);
  let at = 0;
  return (
    host.length >= begin.length + end.length &&
    host.startsWith(begin) &&
    host.endsWith(end) &&
    others.every((part) => {
      const found = middle.indexOf(part, at);
      at = found + part.length;
      return found >= 0;
    })
  );
}

const hostOf = (server: string): string =>
  server
    .replace(/^[^/]*\/\//, '')
    .replace(/:\d+$/, '')
    .toLowerCase();

/** The values of a key in these rows, the most frequent first. */
export function valuesOf(endpoints: readonly Endpoint[], key: FilterKey): readonly string[] {
  const counts = new Map<string, number>();
  for (const endpoint of endpoints) {
    const value = KEY_VALUES[key](endpoint);
    if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([value]) => value);
}

const KEY_VALUES: Readonly<Record<FilterKey, (endpoint: Endpoint) => string>> = {
  cause: ({ shown }) => shown.title,
  domain: ({ server }) => hostOf(server),
  method: ({ method }) => method,
  page: ({ origin }) => origin,
  server: ({ server }) => server,
  'status-code': ({ status }) => (status === null ? '' : String(status)),
};

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
