import type { BrowserName } from '../model/exchange.ts';
import { code, type Prose } from '../model/prose.ts';
import { codeList, phrase, say } from '../model/say.ts';
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
  webkit: phrase`Safari (measured in ${MEASURED_WEBKIT})`
    .fr`Safari (mesuré dans ${MEASURED_WEBKIT})`,
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
  if (verdict === 'allowed')
    return say`${label} would let this through. ${why}`.fr`${label} laisserait passer cette requête.
    ${why}`;
  if (failure !== null) {
    return say`${label} would block this: ${lowerFirst(failures[failure].title)}. ${why}`
      .fr`${label} bloquerait cette requête : ${lowerFirst(failures[failure].title)}. ${why}`;
  }
  if (finding === null)
    return say`${label} may decide differently. ${why}`.fr`${label} peut décider autrement. ${why}`;
  const reason = lowerFirst(explain(finding).title);
  return own.verdict === 'blocked'
    ? say`${label} would block this too, but report another reason: ${reason}. ${why}`.fr`${label}
      bloquerait aussi cette requête, mais donnerait une autre raison : ${reason}. ${why}`
    : say`${label} would block this: ${reason}. ${why}`.fr`${label} bloquerait cette requête :
      ${reason}. ${why}`;
}

const afterRedirect = ({ origin }: Own): Prose =>
  say`After the redirect to another origin, the preflight request has ${code('Origin: null')} in
    Chromium and ${shown(`Origin: ${origin}`)} in Firefox.`.fr`Après la redirection vers une autre
    origine, la requête préliminaire a ${code('Origin: null')} dans Chromium et
    ${shown(`Origin: ${origin}`)} dans Firefox.`;

/** Total: a difference without words does not compile. */
const WHY: { readonly [Id in Difference]: (own: Own) => Prose } = {
  'insecure-local-network': ({ origin }) =>
    say`If a page is insecure, such as ${shown(origin)}, Chromium never lets it reach the local
      network. Firefox asks the user.`.fr`Si une page n’est pas sécurisée, comme ${shown(origin)},
      Chromium ne la laisse jamais accéder au réseau local. Firefox demande à la personne.`,
  'origin-after-redirect': afterRedirect,
  'own-origin-after-redirect': (own) =>
    say`${afterRedirect(own)} Firefox then checks only methods and headers, because that is the
      server’s own origin.`.fr`${afterRedirect(own)} Firefox ne vérifie ensuite que les méthodes et
      les en-têtes, car c’est l’origine même du serveur.`,
  'preflight-after-303': () =>
    say`After a 303 redirect the request becomes a ${code('GET')}. Firefox sends a preflight request
      for it, Chromium does not.`.fr`Après une redirection 303, la requête devient un
      ${code('GET')}. Firefox envoie une requête préliminaire pour elle, Chromium non.`,
  'redirect-or-headers-first': () =>
    say`When a preflight request is redirected, Chromium reports the redirect first. Firefox looks for
      the CORS headers first.`.fr`Quand une requête préliminaire est redirigée, Chromium signale
      d’abord la redirection. Firefox cherche d’abord les en-têtes CORS.`,
  'methods-or-syntax-first': () =>
    say`Firefox checks the methods before it reads the list of headers. Chromium first checks whether
      it can read both lists.`.fr`Firefox vérifie les méthodes avant de lire la liste des en-têtes.
      Chromium vérifie d’abord qu’il peut lire les deux listes.`,
  'loopback-mixed-content': ({ origin, url, browser }) =>
    say`The page ${shown(origin)} is secure, and ${shown(url)} is not. ${BROWSER_LABELS[browser]}
      makes an exception for this computer, Safari does not.`.fr`La page ${shown(origin)} est
      sécurisée, et ${shown(url)} ne l’est pas. ${BROWSER_LABELS[browser]} fait une exception pour
      cet ordinateur, Safari non.`,
  'unchecked-fonts': () =>
    say`Safari loads fonts of other servers without CORS, so it needs no header for them.`.fr`Safari
      charge les polices d’autres serveurs sans CORS. Aucun en-tête ne leur est donc nécessaire.`,
  'open-port': ({ url, browser }) =>
    say`Safari never connects to the port of ${shown(url)}. ${BROWSER_LABELS[browser]} does.`
      .fr`Safari ne se connecte jamais au port de l’adresse ${shown(url)}.
      ${BROWSER_LABELS[browser]} le fait.`,
  'no-local-network-access': ({ browser }) =>
    say`Safari does not guard the local network as ${BROWSER_LABELS[browser]} does.`.fr`Safari ne
      protège pas le réseau local comme ${BROWSER_LABELS[browser]}.`,
  'status-before-headers': ({ browser }) =>
    say`Safari checks the status of a preflight response before its headers.
      ${BROWSER_LABELS[browser]} checks in another order.`.fr`Safari vérifie le statut d’une réponse
      préliminaire avant ses en-têtes. ${BROWSER_LABELS[browser]} vérifie dans un autre ordre.`,
  'asks-after-redirect': ({ browser }) =>
    say`Safari sends another preflight request after the redirect, and the target must allow it.
      ${BROWSER_LABELS[browser]} did not ask there.`.fr`Safari envoie une autre requête préliminaire
      après la redirection, et la cible doit l’autoriser. ${BROWSER_LABELS[browser]} n’y a rien
      demandé.`,
  'safelisted-here': () =>
    say`Safari sends no preflight request here. Firefox sends one because of the value of
      ${code('Accept')}.`.fr`Safari n’envoie pas de requête préliminaire ici. Firefox en envoie une
      à cause de la valeur de ${code('Accept')}.`,
  'safelisted-elsewhere': ({ browser, names }) =>
    say`Safari sends a preflight request for ${codeList(names)}. ${BROWSER_LABELS[browser]} does not
      need one.`.fr`Safari envoie une requête préliminaire pour ${codeList(names)}.
      ${BROWSER_LABELS[browser]} n’en a pas besoin.`,
  'asks-for-dropped-authorization': () =>
    say`After a redirect to another origin, browsers leave ${code('Authorization')} out. Safari still
      asks for it in the preflight request, so ${code('Access-Control-Allow-Headers')} must list it.`
      .fr`Après une redirection vers une autre origine, les navigateurs omettent
      ${code('Authorization')}. Safari le demande encore dans la requête préliminaire :
      ${code('Access-Control-Allow-Headers')} doit donc le nommer.`,
  'onward-redirect-needs-credentials': () =>
    say`The page’s own server redirected the request here, and this response redirects it again. Safari
      then checks the headers as if the request had cookies.`.fr`Le serveur de la page a redirigé la
      requête ici, et cette réponse la redirige encore. Safari vérifie alors les en-têtes comme si
      la requête avait des cookies.`,
  'null-origin-after-redirect': (own) =>
    say`After the redirect to another origin, the preflight request has ${code('Origin: null')} in
      Safari and ${shown(`Origin: ${own.origin}`)} in Firefox.`.fr`Après la redirection vers une
      autre origine, la requête préliminaire a ${code('Origin: null')} dans Safari et
      ${shown(`Origin: ${own.origin}`)} dans Firefox.`,
  'password-after-own-redirect': ({ browser }) =>
    say`The page’s own server redirects to a URL with a password. ${BROWSER_LABELS[browser]} stops
      there, Safari does not.`.fr`Le serveur de la page redirige vers une URL avec un mot de passe.
      ${BROWSER_LABELS[browser]} s’arrête là, Safari non.`,
  'other-order': ({ browser }) =>
    say`Safari makes the same checks in another order than ${BROWSER_LABELS[browser]}.`.fr`Safari
      fait les mêmes vérifications dans un autre ordre que ${BROWSER_LABELS[browser]}.`,
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
      return say`Safari also needs ${code('https')}: serve ${shown(need.url)} over it, because Safari
        does not let a secure page request plain http, not even on this computer.`.fr`Safari a aussi
        besoin de ${code('https')} : servez ${shown(need.url)} ainsi, car Safari ne laisse pas une
        page sécurisée demander du http simple, même sur cet ordinateur.`;
    case 'headers':
      return say`Safari also needs ${codeList(need.names)} in ${code('Access-Control-Allow-Headers')}.`
        .fr`Safari a aussi besoin de ${codeList(need.names)} dans
        ${code('Access-Control-Allow-Headers')}.`;
    case 'preflight':
      return say`Safari also needs a successful response to the preflight request that it sends to
        ${shown(need.url)} after the redirect.`.fr`Safari a aussi besoin d’une réponse réussie à la
        requête préliminaire qu’il envoie à ${shown(need.url)} après la redirection.`;
    case 'credentials':
      return say`Safari also needs ${code('Access-Control-Allow-Credentials: true')} and the page’s
        origin on the redirect from ${shown(need.url)}.`.fr`Safari a aussi besoin de
        ${code('Access-Control-Allow-Credentials: true')} et de l’origine de la page sur la
        redirection depuis ${shown(need.url)}.`;
  }
}
