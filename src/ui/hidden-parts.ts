import { REDACTED, redactUrl } from '../model/redact.ts';
import { isSecretName } from '../model/secrets.ts';

/** A part of a value: text as it came, or what stands where a secret stood, and why it does. */
export type ShownPart = { readonly text: string; readonly why: string | null };

const WHY = {
  name: 'Hidden: it looks like a secret (by its name)',
  look: 'Hidden: it looks like a secret (a long random value)',
  place: 'Hidden: it looks like a secret (by its place in the URL)',
  user: 'Hidden: it is a user name or password',
  cookie: 'Hidden: it is the value of a cookie',
} as const;

/**
 * A value cut where something is hidden in it, with the reason. `header`: the name of the header
 * that it is of, if it is one's. The texts of all parts are the whole value.
 */
export function hiddenParts(text: string, header: string | null = null): readonly ShownPart[] {
  const pieces = text.split(REDACTED);
  let before = '';
  return pieces.flatMap((piece, index): readonly ShownPart[] => {
    before += piece;
    const kept: readonly ShownPart[] = piece === '' ? [] : [{ text: piece, why: null }];
    const next = pieces[index + 1];
    if (next === undefined) return kept;
    const why = WHY[reason(before, next, header)];
    before += REDACTED;
    return [...kept, { text: REDACTED, why }];
  });
}

/** The name in front of a value, with what stands between them. */
const NAMED = /([\w.[\]%-]{1,80})(?:["']?\s{0,4}[=:]\s{0,4}\\*["']?)$/;
/** So much in front of a value is looked at. */
const NEAR = 500;

function reason(before: string, after: string, header: string | null): keyof typeof WHY {
  if (header !== null && /cookie/i.test(header)) return 'cookie';
  if (header !== null && isSecretName(header)) return 'name';
  if (after.startsWith('@') && /[/\\]{2}$/.test(before)) return 'user';
  const near = before.slice(-NEAR);
  if (isSecretName(NAMED.exec(near.slice(-100))?.[1] ?? '')) return 'name';
  const path = near.split(/[\s"'<>,]/).at(-1) ?? '';
  // Would any other value be hidden at this place?
  const isPlace = path.endsWith('/') && redactUrl(`${path}x1y2z3`).endsWith(REDACTED);
  return isPlace ? 'place' : 'look';
}
