import { elements, get, type HeaderList } from '../model/header-list.ts';
import { remember } from '../model/lazy.ts';
import type { SeenAnswer, SeenServer } from '../model/seen-server.ts';

/** Servers in which people set headers. The routers of hosting platforms only forward responses. */
const SETS_HEADERS = /\b(caddy|envoy|haproxy|kong|squid|traefik|varnish)\b/i;

/**
 * The layer nearest to the browser, by its name in `Via`, if it is one that may add headers; else
 * null.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.via each one appends itself
 */
export function outerLayerOf(list: HeaderList): string | null {
  const last = elements(list, 'via').at(-1) ?? '';
  const name = last.replace(/^\S+\s+/, '').trim();
  return SETS_HEADERS.test(name) ? name : null;
}

/** What an application's answers all carry, and its server's own preflight answers would too. */
export type Nameplate = { readonly name: string; readonly value: string };

/** Servers that put their own name in front of whatever they pass on say nothing about it. */
const FRONT =
  /\b(?:nginx|openresty|cloudflare|cloudfront|envoy|caddy|haproxy|varnish|awselb|vercel|netlify|google frontend|gws|akamai\w*)\b/i;

/** Only these add it to every answer, also to OPTIONS. */
const POWERED = /^(?:Express|PHP\/[\d.]+)/;

const nameplates: readonly ((answer: SeenAnswer) => Nameplate | null)[] = [
  ({ headers }) => {
    const value = get(headers, 'server');
    return value === null || FRONT.test(value) ? null : { name: 'Server', value };
  },
  ({ headers }) => {
    const value = get(headers, 'x-powered-by');
    return value === null || !POWERED.test(value) ? null : { name: 'X-Powered-By', value };
  },
];

/**
 * What shows that a layer in front answers OPTIONS, and the application never gets it: a header of
 * the application in each of its answers, and in no answer to a preflight. Null if nothing shows it.
 */
export const outerAnswersOptions = remember(({ answers }: SeenServer): Nameplate | null => {
  const preflights = answers.filter(({ kind }) => kind === 'preflight');
  const actual = answers.filter(({ kind }) => kind === 'actual');
  if (preflights.length === 0 || actual.length === 0) return null;
  if (preflights.some(({ headers }) => headers.length === 0)) return null;
  for (const nameplateOf of nameplates) {
    const plates = actual.map(nameplateOf);
    const [first] = plates;
    if (first == null || !plates.every((one) => one?.value === first.value)) continue;
    if (preflights.every((one) => get(one.headers, first.name) !== first.value)) return first;
  }
  return null;
});

/** The server as what answers OPTIONS shows it; all of it if that is the application. */
export const seenAtOptions = remember(
  (server: SeenServer): SeenServer =>
    outerAnswersOptions(server) === null
      ? server
      : { ...server, answers: server.answers.filter(({ kind }) => kind === 'preflight') },
);
