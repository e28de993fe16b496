import type { SerializedOrigin } from '../model/origin.ts';
import { code, type Prose } from '../model/prose.ts';
import { say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import { allowedOrigins, hostOf } from './allowed.ts';
import type { RiskRule } from './risk.ts';

/** A pattern for one site also allowed another site whose name begins or ends like it. */
export const unanchoredPattern: RiskRule = {
  id: 'unanchored-pattern',
  kind: 'risk',
  detect: ({ server, answers }) => {
    const pair = lookalikes(allowedOrigins(answers));
    if (pair === null) return null;
    return {
      seen: likeness(server, pair),
      proof: say`List the origins by name, or put ${code('^')} before the pattern and ${code('$')} after it, and a
        backslash before each ${code('.')}. Without these, the pattern matches other sites too.`
        .fr`Listez les origines par leur nom, ou mettez ${code('^')} avant le motif et ${code('$')}
        après, et une barre oblique inverse avant chaque ${code('.')}. Sans cela, le motif
        correspond aussi à d’autres sites.`,
      docs: 'https://portswigger.net/web-security/cors',
    };
  },
};

function likeness(server: string, { known, unknown, how }: Lookalikes): Prose {
  const seen = say`${shown(server)} allowed ${shown(known)} and also ${shown(unknown)}.`
    .fr`${shown(server)} a autorisé ${shown(known)} et aussi ${shown(unknown)}.`;
  return how === 'begins'
    ? say`${seen} That may be another owner’s site, whose name only begins like the first.`
        .fr`${seen} C’est peut-être le site de quelqu’un d’autre, dont le nom commence seulement
        comme le premier.`
    : say`${seen} That may be another owner’s site, whose name only ends like the first.`
        .fr`${seen} C’est peut-être le site de quelqu’un d’autre, dont le nom finit seulement comme
        le premier.`;
}

type Lookalikes = {
  readonly known: SerializedOrigin;
  readonly unknown: SerializedOrigin;
  readonly how: 'begins' | 'ends';
};

/** The maximum length of a DNS name. */
const LONGEST_HOST = 253;

/**
 * The first host whose name another one begins or ends with. Uses look-ups: comparing every pair
 * takes hours if a server sends very many.
 */
function lookalikes(origins: readonly SerializedOrigin[]): Lookalikes | null {
  const hosts = origins.map(hostOf);
  const firstWith = new Map(
    hosts
      .map((host, index) => [host, index] as const)
      .filter(([host]) => isName(host))
      .toReversed(),
  );
  let best = origins.length;
  let found: Lookalikes | null = null;
  for (const [index, unknown] of origins.entries()) {
    const host = hosts[index] ?? '';
    if (host.length > LONGEST_HOST) continue;
    for (let length = 1; length < host.length; length += 1) {
      const start = firstWith.get(host.slice(0, length)) ?? best;
      // After a dot it is a subdomain of the other host.
      const end = host[length - 1] === '.' ? best : (firstWith.get(host.slice(length)) ?? best);
      const first = Math.min(start, end);
      const known = origins[first];
      if (first >= best || known === undefined) continue;
      best = first;
      found = { known, unknown, how: start === first ? 'begins' : 'ends' };
    }
  }
  return found;
}

/** `localhost` and addresses have no subdomains that someone else could own. */
const isName = (host: string): boolean => host.includes('.') && !/^[\d.]+$|^\[/.test(host);
