import { lintServer } from '../lint/index.ts';
import type { Risk } from '../lint/risk.ts';
import { type Exchange, lastHop } from '../model/exchange.ts';
import { get } from '../model/header-list.ts';
import { originOf, parseUrl, type SerializedOrigin, serializedOrigin } from '../model/origin.ts';
import { phrase } from '../model/say.ts';
import { seenServerOf } from '../model/seen-server.ts';
import { outcomeOf } from './outcome.ts';

/** Another origin that is asked for, and who that is. */
export type Stranger = {
  readonly origin: SerializedOrigin;
  readonly who: string;
  /** A subdomain of the page, which often has the same owner. */
  readonly isSubdomain?: true;
};

/** Nobody can own a name in `.invalid`. */
const STRANGE = 'stranger.invalid';

/** Origins that a careless comparison takes for the page's, and some that are nothing like it. */
export function strangersTo(page: SerializedOrigin): readonly Stranger[] {
  const stranger = {
    origin: serializedOrigin(`https://${STRANGE}`),
    who: phrase`any site`.fr`n’importe quel site`,
  };
  const opaque = {
    origin: serializedOrigin('null'),
    who: phrase`a sandboxed frame of any site`.fr`un cadre « sandbox » de n’importe quel site`,
  };
  const url = parseUrl(page);
  if (url === null) return [stranger];
  const { protocol, hostname, port } = url;
  const at = (host: string, who: string): Stranger => ({
    origin: originOf(`${protocol}//${host}${port === '' ? '' : `:${port}`}`),
    who,
  });
  const isAddress = /^[\d.]+$|^\[/.test(hostname);
  const named = [
    {
      ...at(`sub.${hostname}`, phrase`a subdomain of the page`.fr`un sous-domaine de la page`),
      isSubdomain: true,
    } as const,
    at(
      `${hostname}.${STRANGE}`,
      phrase`a site whose name begins like the page’s`.fr`un site dont le nom commence comme celui
        de la page`,
    ),
    at(
      `stranger${hostname}`,
      phrase`a site whose name ends like the page’s`.fr`un site dont le nom finit comme celui de la
        page`,
    ),
    ...(hostname.includes('.')
      ? [
          at(
            hostname.replaceAll('.', 'x'),
            phrase`a site whose name has letters instead of the dots`.fr`un site dont le nom a des
              lettres à la place des points`,
          ),
        ]
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

/** Whether it is dangerous that this stranger was let in. */
export const isRisk = ({ let: became, isSubdomain }: Met): boolean =>
  became === 'in' && isSubdomain !== true;

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
