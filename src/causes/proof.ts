import { type Prose, prose } from '../model/prose.ts';

/** What was proved about a fix. */
export type Proof =
  /** The page's own server forwards the request. */
  | { readonly kind: 'same-origin' }
  /** All requests of the browser pass; `redirects`: and a redirect follows. */
  | { readonly kind: 'passes'; readonly preflight: boolean; readonly redirects: boolean };

/** The result of the request with the fix. */
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
