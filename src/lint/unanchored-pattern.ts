import type { SerializedOrigin } from '../model/origin.ts';
import { code } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { allowedOrigins, hostOf } from './allowed.ts';
import type { RiskRule } from './risk.ts';

/** A pattern that was meant for one site let a stranger in whose name begins or ends like it. */
export const unanchoredPattern: RiskRule = {
  id: 'unanchored-pattern',
  detect: ({ server, answers }) => {
    const pair = lookalikes(allowedOrigins(answers));
    if (pair === null) return null;
    return {
      seen: [
        shown(server),
        ' allowed ',
        shown(pair.known),
        ' and also ',
        shown(pair.stranger),
        `, a site of somebody else whose name only ${pair.how} like it.`,
      ],
      proof: [
        'Look at the pattern that the server compares origins with. If it has no ',
        code('^'),
        ' and ',
        code('$'),
        ' around it, or a ',
        code('.'),
        ' without a backslash, others match too: list the origins by name, or anchor the pattern at both ends.',
      ],
      docs: 'https://portswigger.net/web-security/cors',
    };
  },
};

type Lookalikes = {
  readonly known: SerializedOrigin;
  readonly stranger: SerializedOrigin;
  readonly how: 'begins' | 'ends';
};

function lookalikes(origins: readonly SerializedOrigin[]): Lookalikes | null {
  const pairs = origins.flatMap((known) =>
    origins.flatMap((stranger): readonly Lookalikes[] => {
      const how = likeness(hostOf(known), hostOf(stranger));
      return how === null ? [] : [{ known, stranger, how }];
    }),
  );
  return pairs[0] ?? null;
}

/** `app.example.evil.test` begins like `app.example`, `evilapp.example` ends like it. */
function likeness(known: string, stranger: string): Lookalikes['how'] | null {
  // `localhost` and addresses have no names below them that somebody else could own.
  if (!known.includes('.') || known === stranger || /^[\d.]+$|^\[/.test(known)) return null;
  if (stranger.startsWith(known)) return 'begins';
  return stranger.endsWith(known) && !stranger.endsWith(`.${known}`) ? 'ends' : null;
}
