import { type Prose, prose } from '../model/prose.ts';

/** What was proved of a fix. */
export type Proof =
  /** The page's own server passes the request on. */
  | { readonly kind: 'same-origin' }
  /** Everything passes that the browser then asks; `redirects`: and is redirected after that. */
  | { readonly kind: 'passes'; readonly preflight: boolean; readonly redirects: boolean };

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
