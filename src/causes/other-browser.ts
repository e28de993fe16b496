import type { BrowserName } from '../model/exchange.ts';
import { code, type Prose, prose } from '../model/prose.ts';
import { codeList } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import type { Evaluation, Failure, Finding } from '../policy/finding.ts';
import type { WebkitRule } from '../policy/in-webkit.ts';
import { failures } from './failures.ts';
import { explain } from './index.ts';
import { lowerFirst } from './phrases.ts';

export const BROWSER_LABELS: Readonly<Record<BrowserName, string>> = {
  chromium: 'Chromium',
  firefox: 'Firefox',
  webkit: 'Safari',
};

/** The engine in which Safari's rules were measured: nobody had a Safari at hand. */
const MEASURED_WEBKIT = 'WebKitGTK 2.50.6';

/** The same where we claim what a browser does. Safari’s rules were measured in its engine only. */
export const MEASURED_LABELS: Readonly<Record<BrowserName, string>> = {
  ...BROWSER_LABELS,
  webkit: `Safari (measured in ${MEASURED_WEBKIT})`,
};

/** The rules in which Chromium and Firefox differ. */
type ChromiumOrFirefox =
  | 'insecure-local-network'
  | 'origin-after-redirect'
  /** The same if the redirect leads back to the page's own server. */
  | 'own-origin-after-redirect'
  | 'preflight-after-303'
  | 'redirect-or-headers-first'
  | 'methods-or-syntax-first';

/** The rules that differ between the browsers. */
export type Difference = ChromiumOrFirefox | WebkitRule;

/** The other browser's decision on an exchange, and the rule for it. */
export type OtherDecision = {
  readonly browser: BrowserName;
  /**
   * `undetermined`: it would ask the server or the user something that this browser did not ask.
   * `failed`: it would refuse for another reason than CORS.
   */
  readonly verdict: 'allowed' | 'blocked' | 'failed' | 'undetermined';
  /** The reason that it would report. */
  readonly finding: Finding | null;
  /** Set exactly when the verdict is `failed`. */
  readonly failure: Failure | null;
  readonly difference: Difference;
};

/** This browser's own decision, and what the words name. */
export type Own = Pick<Evaluation, 'verdict' | 'origin'> & {
  readonly browser: BrowserName;
  /** The last URL that was requested. */
  readonly url: string;
  /** Header names that Safari asks for and this browser does not. */
  readonly names: readonly string[];
};

/** What the other browser would decide, and why. `own`: this browser's decision. */
export function otherBrowserProse(
  { browser, verdict, finding, failure, difference }: OtherDecision,
  own: Own,
): Prose {
  const why = WHY[difference](own);
  const label = MEASURED_LABELS[browser];
  if (verdict === 'allowed') return prose`${label} would let this through. ${why}`;
  if (failure !== null) {
    return prose`${label} would block this: ${lowerFirst(failures[failure].title)}. ${why}`;
  }
  if (finding === null) return prose`${label} may decide differently. ${why}`;
  const reason = lowerFirst(explain(finding).title);
  return own.verdict === 'blocked'
    ? prose`${label} would block this too, but report another reason: ${reason}. ${why}`
    : prose`${label} would block this: ${reason}. ${why}`;
}

const afterRedirect = ({ origin }: Own): Prose =>
  prose`After the redirect to another origin, the preflight request has ${code('Origin: null')} in
    Chromium and ${shown(`Origin: ${origin}`)} in Firefox.`;

/** Total: a difference without words does not compile. */
const WHY: { readonly [Id in Difference]: (own: Own) => Prose } = {
  'insecure-local-network': ({ origin }) =>
    prose`If a page is insecure, such as ${shown(origin)}, Chromium never lets it reach the local
      network. Firefox asks the user.`,
  'origin-after-redirect': afterRedirect,
  'own-origin-after-redirect': (own) =>
    prose`${afterRedirect(own)} Firefox then checks only methods and headers, because that is the
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
  'loopback-mixed-content': ({ origin, url, browser }) =>
    prose`The page ${shown(origin)} is secure, and ${shown(url)} is not. ${BROWSER_LABELS[browser]}
      makes an exception for this computer, Safari does not.`,
  'unchecked-fonts': () =>
    prose`Safari loads fonts of other servers without CORS, so it needs no header for them.`,
  'open-port': ({ url, browser }) =>
    prose`Safari never connects to the port of ${shown(url)}. ${BROWSER_LABELS[browser]} does.`,
  'no-local-network-access': ({ browser }) =>
    prose`Safari does not guard the local network as ${BROWSER_LABELS[browser]} does.`,
  'status-before-headers': ({ browser }) =>
    prose`Safari checks the status of a preflight response before its headers.
      ${BROWSER_LABELS[browser]} checks in another order.`,
  'asks-after-redirect': ({ browser }) =>
    prose`Safari sends another preflight request after the redirect, and the target must allow it.
      ${BROWSER_LABELS[browser]} did not ask there.`,
  'safelisted-here': () =>
    prose`Safari sends no preflight request here. Firefox sends one because of the value of
      ${code('Accept')}.`,
  'safelisted-elsewhere': ({ browser, names }) =>
    prose`Safari sends a preflight request for ${codeList(names)}. ${BROWSER_LABELS[browser]} does not
      need one.`,
  'asks-for-dropped-authorization': () =>
    prose`After a redirect to another origin, browsers leave ${code('Authorization')} out. Safari still
      asks for it in the preflight request, so ${code('Access-Control-Allow-Headers')} must list it.`,
  'onward-redirect-needs-credentials': () =>
    prose`The page’s own server redirected the request here, and this response redirects it again. Safari
      then checks the headers as if the request had cookies.`,
  'null-origin-after-redirect': (own) =>
    prose`After the redirect to another origin, the preflight request has ${code('Origin: null')} in
      Safari and ${shown(`Origin: ${own.origin}`)} in Firefox.`,
  'password-after-own-redirect': ({ browser }) =>
    prose`The page’s own server redirects to a URL with a password. ${BROWSER_LABELS[browser]} stops
      there, Safari does not.`,
  'other-order': ({ browser }) =>
    prose`Safari makes the same checks in another order than ${BROWSER_LABELS[browser]}.`,
};

/** What Safari needs besides a fix. Total: a need without words does not compile. */
export type SafariNeed =
  | { readonly kind: 'https'; readonly url: string }
  | { readonly kind: 'headers'; readonly names: readonly string[] }
  | { readonly kind: 'preflight'; readonly url: string }
  | { readonly kind: 'credentials'; readonly url: string };

/** `Safari also needs …`, in one sentence or two. */
export function safariNeedProse(need: SafariNeed): Prose {
  switch (need.kind) {
    case 'https':
      return prose`Safari also needs ${code('https')}: serve ${shown(need.url)} over it, because Safari
        does not let a secure page request plain http, not even on this computer.`;
    case 'headers':
      return prose`Safari also needs ${codeList(need.names)} in ${code('Access-Control-Allow-Headers')}.`;
    case 'preflight':
      return prose`Safari also needs a successful response to the preflight request that it sends to
        ${shown(need.url)} after the redirect.`;
    case 'credentials':
      return prose`Safari also needs ${code('Access-Control-Allow-Credentials: true')} and the page’s
        origin on the redirect from ${shown(need.url)}.`;
  }
}
