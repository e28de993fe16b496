import { isLoginRedirect, isLoginReturn, isLoginStart } from '../model/login.ts';
import { originOf, parseUrl } from '../model/origin.ts';
import { code, type Prose } from '../model/prose.ts';
import type { Elsewhere, OwnPlace } from '../model/requirement.ts';
import { codeList, phrase, say } from '../model/say.ts';
import { shown, shownList } from '../model/shown.ts';
import { FAILURES } from '../policy/finding.ts';
import { failures } from './failures.ts';
import { lowerFirst } from './phrases.ts';

/** A server's own words are in its room. */
type General = Exclude<Elsewhere, OwnPlace>;
type Kinds = General['kind'];

type Item<Kind extends Kinds> = Extract<General, { readonly kind: Kind }>;

/** `localhost:8000/items`, where an address should begin with `http://`. */
const HOST_FOR_SCHEME = /^[a-z][\w.-]*:\d{1,5}(?:[/?#]|$)/i;

/** Total: a change elsewhere without words does not compile. */
const WORDS: { readonly [Kind in Kinds]: (item: Item<Kind>) => Prose } = {
  'client-url': ({ from, to }) =>
    say`Request ${shown(to)} in the page instead of ${shown(from)}${slashBetween(from, to)}. The server
      only redirects there, and a redirect can lose the preflight request, the origin or the method.`
      .fr`Dans la page, demandez ${shown(to)} au lieu de ${shown(from)}${slashBetween(from, to)}. Le
      serveur ne fait qu’y rediriger, et une redirection peut perdre la requête préliminaire,
      l’origine ou la méthode.`,
  'client-method-case': ({ sent, use }) =>
    say`Write the method as ${shown(use)} in the page instead of ${shown(sent)}. Methods are
      case-sensitive, and the browser corrects only
      ${codeList(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'])}.`.fr`Dans la page, écrivez la
      méthode ${shown(use)} au lieu de ${shown(sent)}. La casse des méthodes compte, et le
      navigateur ne corrige que ${codeList(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'])}.`,
  'client-header': ({ header }) =>
    say`Do not send ${shown(header)} from the page: it is a response header. On a request it only
      causes a preflight request, which must allow it.`.fr`N’envoyez pas ${shown(header)} depuis la
      page : c’est un en-tête de réponse. Sur une requête, il ne fait que causer une requête
      préliminaire, qui doit l’autoriser.`,
  'client-mode': ({ mode }) =>
    say`Remove the mode ${code(mode)} from the request in the page. With it the browser refuses the
      request, whatever the server sends.`.fr`Dans la page, retirez le mode ${code(mode)} de la
      requête. Avec ce mode, le navigateur refuse la requête, quoi que le serveur envoie.`,
  'client-scheme': ({ url }) =>
    HOST_FOR_SCHEME.test(url)
      ? say`Write ${shown(`http://${url}`)} in the page’s code: without ${code('http://')}, the
          browser takes the host for a scheme.`.fr`Écrivez ${shown(`http://${url}`)} dans le code de
          la page : sans ${code('http://')}, le navigateur prend l’hôte pour un schéma.`
      : say`Serve ${shown(url)} over ${code('http')} or ${code('https')}: CORS exists for no other
      scheme.`.fr`Servez ${shown(url)} en ${code('http')} ou en ${code('https')} : CORS n’existe
      pour aucun autre schéma.`,
  'redirect-target': ({ from, to }) =>
    say`Let the server answer ${shown(from)} itself instead of redirecting to ${shown(to)}. For
      scripts, send 401 instead of a login page. ${afterTarget(from, to)}`
      .fr`Laissez le serveur répondre lui-même à ${shown(from)} au lieu de rediriger vers
      ${shown(to)}. Aux scripts, envoyez 401 au lieu d’une page de connexion.
      ${afterTarget(from, to)}`,
  'redirect-credentials': ({ from }) =>
    say`Let ${shown(from)} redirect to a URL without a user name and password.`.fr`Laissez
      ${shown(from)} rediriger vers une URL sans nom d’utilisateur ni mot de passe.`,
  'null-origin-after-redirect': ({ url }) =>
    say`Request ${shown(url)} directly in the page. After a redirect from one foreign server to another
      the browser sends ${code('Origin: null')}. No server should allow that: every sandboxed frame can
      send it.`.fr`Dans la page, demandez directement ${shown(url)}. Après une redirection d’un
      serveur étranger à un autre, le navigateur envoie ${code('Origin: null')}. Aucun serveur ne
      devrait autoriser cela : tout cadre isolé (sandbox) peut l’envoyer.`,
  'opaque-page': () =>
    say`Give the page an origin of its own. Serve it over ${code('http')} or ${code('https')} instead
      of opening a file, or add ${code('allow-same-origin')} to a sandbox that you trust. Its origin is
      ${code('null')} now. No server should allow that: every sandboxed frame can send it.`
      .fr`Donnez à la page une origine propre. Servez-la en ${code('http')} ou en ${code('https')}
      au lieu d’ouvrir un fichier, ou ajoutez ${code('allow-same-origin')} à un cadre isolé
      (sandbox) auquel vous faites confiance. Son origine est maintenant ${code('null')}. Aucun
      serveur ne devrait autoriser cela : tout cadre isolé peut l’envoyer.`,
  'login-redirect': ({ from, to }) =>
    isLoginReturn(to)
      ? say`Let ${shown(from)} return the address in its response body, such as
          ${code('{"url": "…"}')}, when a script asks. The page then navigates there with
          ${code('location.assign(…)')}. The login ends at ${shown(originOf(to))}, which only a page in the
          browser’s window can follow.`
          .fr`Faites renvoyer l’adresse par ${shown(from)} dans le corps de sa réponse, par exemple
          ${code('{"url": "…"}')}, quand un script demande. La page y navigue ensuite avec
          ${code('location.assign(…)')}. La connexion se termine sur ${shown(originOf(to))}, ce que
          seule une page dans la fenêtre du navigateur peut suivre.`
      : isLoginStart(from)
        ? say`Navigate to ${shown(from)} with a form or ${code('location')}, not with a script’s request.
          It starts a login at ${shown(originOf(to))}, which only a page in the browser’s window can do.`
            .fr`Allez à ${shown(from)} avec un formulaire ou ${code('location')}, et non avec la
          requête d’un script. Cette adresse commence une connexion sur ${shown(originOf(to))}, ce
          que seule une page dans la fenêtre du navigateur peut faire.`
        : say`Log in first, or let the server answer ${shown(from)} with ${code('401')} when nobody is logged
          in. It redirects to a login at ${shown(originOf(to))}, where no script can log in and no header
          helps.`.fr`Connectez-vous d’abord, ou laissez le serveur répondre à ${shown(from)} avec
          ${code('401')} quand personne n’est connecté. Il redirige vers une page de connexion sur
          ${shown(originOf(to))}, où aucun script ne peut se connecter et aucun en-tête n’aide.`,
  'manifest-credentials': () =>
    say`Write ${code('<link rel="manifest" crossorigin="use-credentials">')} in the page: browsers fetch
      a manifest without cookies otherwise. The server then redirects it to a login. If this is a forwarded
      port, you can make it public instead.`.fr`Écrivez
      ${code('<link rel="manifest" crossorigin="use-credentials">')} dans la page : sinon, les
      navigateurs demandent un manifeste sans cookies. Le serveur le redirige alors vers une page de
      connexion. S’il s’agit d’un port redirigé, vous pouvez le rendre public à la place.`,
  'forget-https': ({ host }) =>
    say`Let the browser forget that ${shown(host)} required https: open
      ${code('chrome://net-internals/#hsts')}, and delete ${shown(host)} under
      ${code('Delete domain security policies')}. In Firefox, clear the site’s data.`.fr`Faites
      oublier au navigateur que ${shown(host)} a exigé https : ouvrez
      ${code('chrome://net-internals/#hsts')}, et supprimez ${shown(host)} sous
      ${code('Delete domain security policies')}. Dans Firefox, effacez les données du site.`,
  'server-error': ({ status, preflight }) => errorProse(status, preflight === true),
  'one-layer': ({ received, via }) =>
    received.length === 0
      ? say`${oneLayer(via)} The response has several values.`
          .fr`${oneLayer(via)} La réponse a plusieurs valeurs.`
      : say`${oneLayer(via)} The response has ${shownList(received)}.`
          .fr`${oneLayer(via)} La réponse a ${shownList(received)}.`,
  'one-credentials-layer': ({ received }) =>
    say`Let only one layer (application, proxy, gateway or browser extension) add
      ${code('Access-Control-Allow-Credentials')}. The response has ${shown(received)}, which does not
      count as ${code('true')}.`.fr`Ne laissez qu’une seule couche (application, proxy, passerelle
      ou extension du navigateur) ajouter ${code('Access-Control-Allow-Credentials')}. La réponse a
      ${shown(received)}, ce qui ne compte pas comme ${code('true')}.`,
  'one-origin': ({ origin, received }) =>
    say`Let the server send ${shown(origin)} alone when this page asks. It sends the list
      ${shown(received)} in one header now. If its setting takes no list, give it one origin.`
      .fr`Laissez le serveur envoyer seulement ${shown(origin)} quand cette page demande. Il envoie
      maintenant la liste ${shown(received)} dans un seul en-tête. Si son réglage n’accepte pas de
      liste, donnez-lui une seule origine.`,
  'local-network': ({ secure }) =>
    secure
      ? say`Give the page permission to reach the local network, in the site settings beside the address bar. Then
        reload the page.`.fr`Donnez à la page l’autorisation d’accéder au réseau local, dans les
        paramètres du site à côté de la barre d’adresse. Puis rechargez la page.`
      : say`Serve the page over ${code('https')}: only a secure page may ask the user for access to the
        local network.`.fr`Servez la page en ${code('https')} : seule une page sécurisée peut
        demander à la personne l’accès au réseau local.`,
  network: ({ failure }) => {
    const known = FAILURES.find((id) => id === failure);
    return known === undefined
      ? say`Fix this error first: ${shown(failure)}. No CORS setting helps.`.fr`Corrigez d’abord
        cette erreur : ${shown(failure)}. Aucun réglage CORS n’aide.`
      : say`${failures[known].todo}: ${lowerFirst(failures[known].title)}. No CORS setting helps.`
          .fr`${failures[known].todo} : ${lowerFirst(failures[known].title)}. Aucun réglage CORS
          n’aide.`;
  },
};

const afterTarget = (from: string, to: string): string =>
  isLoginRedirect(from, to)
    ? phrase`Headers on the login page do not help.`
        .fr`Des en-têtes sur la page de connexion n’aident pas.`
    : phrase`If the redirect must stay, the address that it leads to needs the headers too. If that
        address is always the same, request it in the page instead.`
        .fr`Si la redirection doit rester, l’adresse où elle mène doit aussi envoyer les en-têtes. Si
        cette adresse est toujours la même, demandez-la directement dans la page.`;

const ONE_LAYER = say`Let only one layer (application, proxy, gateway or browser extension) add
  ${code('Access-Control-Allow-Origin')}.`.fr`Ne laissez qu’une seule couche (application, proxy,
  passerelle ou extension du navigateur) ajouter ${code('Access-Control-Allow-Origin')}.`;

const oneLayer = (via: string | undefined): Prose =>
  via === undefined ? ONE_LAYER : outerLayer(via);

/** No setting of the inner server can remove what the outer one adds. */
function outerLayer(via: string): Prose {
  const remove = /\bcaddy\b/i.test(via)
    ? say`Take ${code('Access-Control-Allow-Origin')} out of the Caddyfile, or write
        ${code('header_down -Access-Control-Allow-Origin')} inside its ${code('reverse_proxy')}.`
        .fr`Retirez ${code('Access-Control-Allow-Origin')} du Caddyfile, ou écrivez
        ${code('header_down -Access-Control-Allow-Origin')} dans son ${code('reverse_proxy')}.`
    : say`Take ${code('Access-Control-Allow-Origin')} out of the settings of one layer, the outer or the
        inner one.`.fr`Retirez ${code('Access-Control-Allow-Origin')} des réglages d’une couche,
        l’extérieure ou l’intérieure.`;
  return say`${remove} ${shown(`Via: ${via}`)} names the outer layer. Settings of the server behind it
    cannot remove what the outer one adds.`.fr`${remove} ${shown(`Via: ${via}`)} nomme la couche
    extérieure. Les réglages du serveur derrière elle ne peuvent pas retirer ce que la couche
    extérieure ajoute.`;
}

function errorProse(status: number, preflight: boolean): Prose {
  const number = code(String(status));
  if (status === 401) {
    return say`Send a valid token or log in first. The server refused the request (${number}) before its
      CORS code ran: no header turns that into a success.`.fr`Envoyez un jeton valide ou
      connectez-vous d’abord. Le serveur a refusé la requête (${number}) avant d’exécuter son code
      CORS : aucun en-tête n’en fait un succès.`;
  }
  if (status === 421) {
    return say`Give each host a certificate of its own, or let the server accept both on one connection.
      The browser reused a connection that the server does not accept for this host (${number}). No
      header helps.`.fr`Donnez à chaque hôte son propre certificat, ou laissez le serveur accepter
      les deux sur une même connexion. Le navigateur a réutilisé une connexion que le serveur
      n’accepte pas pour cet hôte (${number}). Aucun en-tête n’aide.`;
  }
  if (status === 413) {
    return say`Send less, or raise the limit of the server or proxy that answered: the request is too large
      (${number}). No header changes that.`.fr`Envoyez moins, ou augmentez la limite du serveur ou
      du proxy qui a répondu : la requête est trop grande (${number}). Aucun en-tête n’y change
      rien.`;
  }
  if (status >= 502 && status <= 504) {
    return say`Start or repair the application first: a proxy answers in its place (${number}). No header
      turns that into a success.`.fr`Démarrez ou réparez d’abord l’application : un proxy répond à
      sa place (${number}). Aucun en-tête n’en fait un succès.`;
  }
  if (preflight && status >= 500) {
    return say`Fix the ${number} first: the server failed at the preflight request. Perhaps code that
      expects a body or a login also handles OPTIONS, which has neither. No header turns an error into
      a success.`.fr`Corrigez d’abord l’erreur ${number} : le serveur a échoué à la requête
      préliminaire. Peut-être du code qui attend un corps ou une connexion traite-t-il aussi
      OPTIONS, qui n’a ni l’un ni l’autre. Aucun en-tête ne change une erreur en succès.`;
  }
  return say`Fix the ${number} first. No header turns it into a success, and error responses often lack
    the headers.`.fr`Corrigez d’abord l’erreur ${number}. Aucun en-tête n’en fait un succès, et les
    en-têtes manquent souvent aux réponses d’erreur.`;
}

/** What to do outside of the server's CORS settings, in a few sentences. */
export function elsewhereProse<Kind extends Kinds>(item: Item<Kind>): Prose {
  const words: (item: Item<Kind>) => Prose = WORDS[item.kind as Kind];
  return words(item);
}

/** What is wrong with an address that only lacks the final slash, or has one too many. */
function slashBetween(from: string, to: string): string {
  const [asked, target] = [parseUrl(from)?.pathname ?? '', parseUrl(to)?.pathname ?? ''];
  if (target === `${asked}/`)
    return phrase`: the slash at the end is missing`.fr` : la barre oblique à la fin manque`;
  return asked === `${target}/`
    ? phrase`: the slash at the end is one too many`.fr` : la barre oblique à la fin est en trop`
    : '';
}
