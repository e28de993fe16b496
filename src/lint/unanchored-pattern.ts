import type { SerializedOrigin } from '../model/origin.ts';
import { code, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { allowedOrigins, hostOf } from './allowed.ts';
import type { RiskRule } from './risk.ts';

/** A pattern that was meant for one site let another site in whose name begins or ends like it. */
export const unanchoredPattern: RiskRule = {
  id: 'unanchored-pattern',
  detect: ({ server, answers }) => {
    const pair = lookalikes(allowedOrigins(answers));
    if (pair === null) return null;
    return {
      seen: prose`${shown(server)} allowed ${shown(pair.known)} and also ${shown(pair.unknown)}. That may be another
        owner’s site, whose name only ${pair.how} like the first.`,
      proof: prose`List the origins by name, or put ${code('^')} before the pattern and ${code('$')} after it, and a
        backslash before each ${code('.')}. Without these, the pattern matches other sites too.`,
      docs: 'https://portswigger.net/web-security/cors',
    };
  },
};

type Lookalikes = {
  readonly known: SerializedOrigin;
  readonly unknown: SerializedOrigin;
  readonly how: 'begins' | 'ends';
};

function lookalikes(origins: readonly SerializedOrigin[]): Lookalikes | null {
  const pairs = origins.flatMap((known) =>
    origins.flatMap((unknown): readonly Lookalikes[] => {
      const how = likeness(hostOf(known), hostOf(unknown));
      return how === null ? [] : [{ known, unknown, how }];
    }),
  );
  return pairs[0] ?? null;
}

/** `app.example.evil.test` begins like `app.example`, `evilapp.example` ends like it. */
function likeness(known: string, unknown: string): Lookalikes['how'] | null {
  // `localhost` and addresses have no names below them that somebody else could own.
  if (!known.includes('.') || known === unknown || /^[\d.]+$|^\[/.test(known)) return null;
  if (unknown.startsWith(known)) return 'begins';
  return unknown.endsWith(known) && !unknown.endsWith(`.${known}`) ? 'ends' : null;
}
