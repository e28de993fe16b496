import type { BrowserName } from '../model/exchange.ts';
import { code, type Prose, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import type { Evaluation, Finding } from '../policy/finding.ts';
import { explain } from './index.ts';
import { lowerFirst } from './phrases.ts';

export const BROWSER_LABELS: Readonly<Record<BrowserName, string>> = {
  chromium: 'Chromium',
  firefox: 'Firefox',
};

/** The rules that differ between the browsers. */
export type Difference =
  | 'insecure-local-network'
  | 'origin-after-redirect'
  /** The same if the redirect leads back to the page's own server. */
  | 'own-origin-after-redirect'
  | 'preflight-after-303'
  | 'redirect-or-headers-first'
  | 'methods-or-syntax-first';

/** The other browser's decision on an exchange, and the rule for it. */
export type OtherDecision = {
  readonly browser: BrowserName;
  /**
   * `undetermined`: it would ask the server or the user something that this browser did not ask.
   */
  readonly verdict: 'allowed' | 'blocked' | 'undetermined';
  /** The reason that it would report. */
  readonly finding: Finding | null;
  readonly difference: Difference;
};

/** What the other browser would decide, and why. `own`: this browser's decision. */
export function otherBrowserProse(
  { browser, verdict, finding, difference }: OtherDecision,
  own: Pick<Evaluation, 'verdict' | 'origin'>,
): Prose {
  const why = WHY[difference](own.origin);
  const label = BROWSER_LABELS[browser];
  if (verdict === 'allowed') return prose`${label} would let this through. ${why}`;
  if (finding === null) return prose`${label} may decide differently. ${why}`;
  const reason = lowerFirst(explain(finding).title);
  return own.verdict === 'blocked'
    ? prose`${label} would block this too, but report another reason: ${reason}. ${why}`
    : prose`${label} would block this: ${reason}. ${why}`;
}

const afterRedirect = (origin: string): Prose =>
  prose`After the redirect to another origin, the preflight request has ${code('Origin: null')} in
    Chromium and ${shown(`Origin: ${origin}`)} in Firefox.`;

/** Total: a difference without words does not compile. */
const WHY: { readonly [Id in Difference]: (origin: string) => Prose } = {
  'insecure-local-network': (origin) =>
    prose`If a page is insecure, such as ${shown(origin)}, Chromium never lets it reach the local
      network. Firefox asks the user.`,
  'origin-after-redirect': afterRedirect,
  'own-origin-after-redirect': (origin) =>
    prose`${afterRedirect(origin)} Firefox then checks only methods and headers, because that is the
      server’s own origin.`,
  'preflight-after-303': () =>
    prose`After a 303 redirect the request becomes a ${code('GET')}. Firefox sends a preflight request
      for it, Chromium does not.`,
  'redirect-or-headers-first': () =>
    prose`When a preflight request is redirected, Chromium reports the redirect first. Firefox looks for
      the CORS headers first.`,
  'methods-or-syntax-first': () =>
    prose`Firefox checks the methods before it reads the list of headers. Chromium first checks whether
      it can read both lists.`,
};
