import { type Prose, prose } from '../model/prose.ts';

/** What was proved about a fix. */
export type Proof =
  /** The page's own server forwards the request. */
  | { readonly kind: 'same-origin' }
  /** All requests of the browser pass; `redirects`: and a redirect follows. */
  | { readonly kind: 'passes'; readonly preflight: boolean; readonly redirects: boolean };

/**
 * What a proof rests on that was not seen: the fix sends no `Access-Control-Allow-Credentials`, and
 * nothing shows for certain that the request sends no cookies.
 */
export const IF_NO_COOKIES: Prose = prose`if the request sends no cookies`;

/** What a proof says, with its condition, in one text. */
export function provedText({
  text,
  condition,
}: {
  readonly text: Prose;
  readonly condition: Prose | null;
}): Prose {
  return condition === null ? text : prose`Proved ${condition}. ${text}`;
}

/** What the fix makes of the request. */
export function proofProse(proof: Proof): Prose {
  if (proof.kind === 'same-origin') {
    return prose`The page then requests its own server, and the browser makes no CORS check.`;
  }
  const passes = proof.preflight
    ? 'With these settings the preflight request and the request pass.'
    : 'With these settings the request passes.';
  return proof.redirects
    ? prose`${passes} The browser checks the redirect’s target again.`
    : prose`${passes}`;
}
