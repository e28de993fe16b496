import { REDACTED, redactUrl } from '../model/redact.ts';
import { phrase } from '../model/say.ts';
import { isSecretName } from '../model/secrets.ts';

/** Part of a value: the original text, or the replacement for a secret with the reason. */
export type ShownPart = { readonly text: string; readonly why: string | null };

const WHY = {
  name: phrase`Hidden: it looks like a secret (by its name)`
    .fr`Masqué : cela ressemble à un secret (d’après le nom)`,
  look: phrase`Hidden: it looks like a secret (a long random value)`
    .fr`Masqué : cela ressemble à un secret (une longue valeur aléatoire)`,
  place: phrase`Hidden: it looks like a secret (by its place in the URL)`
    .fr`Masqué : cela ressemble à un secret (d’après la place dans l’URL)`,
  user: phrase`Hidden: it is a user name or password`
    .fr`Masqué : c’est un nom d’utilisateur ou un mot de passe`,
  cookie: phrase`Hidden: it is the value of a cookie`.fr`Masqué : c’est la valeur d’un cookie`,
} as const;

/**
 * A value cut at its hidden parts, with the reasons. `header`: the header's name, if the value
 * belongs to one. The texts of all parts add up to the whole value.
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

/** The name before a value, and the separator. */
const NAMED = /([\w.[\]%-]{1,80})(?:["']?\s{0,4}[=:]\s{0,4}\\*["']?)$/;
/** How many characters before a value are checked. */
const NEAR = 500;

function reason(before: string, after: string, header: string | null): keyof typeof WHY {
  if (header !== null && /cookie/i.test(header)) return 'cookie';
  if (header !== null && isSecretName(header)) return 'name';
  if (after.startsWith('@') && /[/\\]{2}$/.test(before)) return 'user';
  const near = before.slice(-NEAR);
  if (isSecretName(NAMED.exec(near.slice(-100))?.[1] ?? '')) return 'name';
  const path = near.split(/[\s"'<>,]/).at(-1) ?? '';
  // Whether any other value would be hidden here too.
  const isPlace = path.endsWith('/') && redactUrl(`${path}x1y2z3`).endsWith(REDACTED);
  return isPlace ? 'place' : 'look';
}
