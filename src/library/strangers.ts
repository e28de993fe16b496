import { lintServer } from '../lint/index.ts';
import type { Risk } from '../lint/risk.ts';
import { type Exchange, lastHop } from '../model/exchange.ts';
import { get } from '../model/header-list.ts';
import { originOf, parseUrl, type SerializedOrigin, serializedOrigin } from '../model/origin.ts';
import { seenServerOf } from '../model/seen-server.ts';
import { outcomeOf } from './outcome.ts';

/** Another origin that is asked for, and who that is. */
export type Stranger = { readonly origin: SerializedOrigin; readonly who: string };

/** Nobody can own a name in `.invalid`. */
const STRANGE = 'stranger.invalid';

/** Origins that a careless comparison takes for the page's, and some that are nothing like it. */
export function strangersTo(page: SerializedOrigin): readonly Stranger[] {
  const stranger = { origin: serializedOrigin(`https://${STRANGE}`), who: 'any site' };
  const opaque = { origin: serializedOrigin('null'), who: 'a sandboxed frame of any site' };
  const url = parseUrl(page);
  if (url === null) return [stranger];
  const { protocol, hostname, port } = url;
  const at = (host: string, who: string): Stranger => ({
    origin: originOf(`${protocol}//${host}${port === '' ? '' : `:${port}`}`),
    who,
  });
  const isAddress = /^[\d.]+$|^\[/.test(hostname);
  const named = [
    at(`sub.${hostname}`, 'a subdomain of the page'),
    at(`${hostname}.${STRANGE}`, 'a site whose name begins like the page’s'),
    at(`stranger${hostname}`, 'a site whose name ends like the page’s'),
    ...(hostname.includes('.')
      ? [at(hostname.replaceAll('.', 'x'), 'a site whose name has letters instead of the dots')]
      : []),
  ];
  return [stranger, opaque, ...(isAddress ? [] : named)];
}

/** What became of a stranger. `cookies`: whether it may also use a visitor's cookies. */
export type Met = Stranger & {
  readonly let: 'in' | 'in as anybody' | 'out' | 'nobody knows';
  readonly cookies: boolean;
};

/** Reads the check that was made for a stranger. Null: nothing was asked. */
export function met(stranger: Stranger, exchange: Exchange | null): Met {
  if (exchange === null) return { ...stranger, let: 'nobody knows', cookies: false };
  const { response, preflight } = lastHop(exchange);
  const headers = (response ?? preflight?.response)?.headers ?? [];
  const cookies = get(headers, 'access-control-allow-credentials') === 'true';
  const outcome = outcomeOf(exchange, 'chromium');
  if (outcome === 'failed' || outcome === 'undetermined') {
    return { ...stranger, let: 'nobody knows', cookies: false };
  }
  if (outcome === 'blocked') return { ...stranger, let: 'out', cookies: false };
  const isAnybody = get(headers, 'access-control-allow-origin') === '*';
  return { ...stranger, let: isAnybody ? 'in as anybody' : 'in', cookies: cookies && !isAnybody };
}

/** Whether it is dangerous that this stranger was let in. A subdomain often has the same owner. */
export const isRisk = ({ let: became, who }: Met): boolean =>
  became === 'in' && !who.startsWith('a subdomain');

/**
 * What looks unsafe in everything that the server answered. That it perhaps allows any origin is no
 * guess here: a stranger has asked.
 */
export function risksIn(
  exchanges: readonly Exchange[],
  url: string,
  all: readonly Met[],
): readonly Risk[] {
  const isOpen = all.some(
    ({ origin, let: became }) => origin.endsWith(`//${STRANGE}`) && became === 'in',
  );
  return lintServer(seenServerOf(exchanges, originOf(url))).filter(
    ({ id }) => isOpen || id !== 'any-origin-with-credentials',
  );
}
