import { originOf, parseUrl } from '../model/origin.ts';
import { code, type Prose, prose, type Span } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import type { Failure } from '../policy/finding.ts';

/** What is known of a request that failed for another reason than CORS. */
export type FailedRequest = {
  readonly url: string;
  /** The origin of the page. */
  readonly origin: string;
  /** The browser's own words; null if there are none. */
  readonly error: string | null;
};

/** The words of one failure that is not CORS. */
export type FailureWords = {
  /** A few words for a list row. */
  readonly title: string;
  /** What to do first, in a few words. */
  readonly todo: string;
  /** What happened, with the address and the browser's error. */
  readonly explain: (request: FailedRequest) => Prose;
  /** The usual reason or what helps, and that it is not CORS. */
  readonly why: (request: FailedRequest) => Prose;
  readonly docs: `https://${string}`;
};

const NOT_CORS = phrase`This is not a CORS problem, even if the browser’s console says so.`.fr`Ce
  n’est pas un problème de CORS, même si la console du navigateur le dit.`;
const DID_NOT_SUCCEED =
  'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed';

/** Words for every failure. Total: a failure without words does not compile. */
export const failures: { readonly [Id in Failure]: FailureWords } = {
  'connection-refused': {
    title: phrase`Nothing answers at this address`.fr`Rien ne répond à cette adresse`,
    todo: phrase`Start the server`.fr`Démarrez le serveur`,
    explain: ({ url, error }) =>
      say`Nothing answers at ${server(url)}. The server is not running, or uses another
        port${reported(error)}`.fr`Rien ne répond à l’adresse ${server(url)}. Le serveur ne tourne
        pas, ou utilise un autre port${reported(error)}`,
    why: () => say`The server’s log shows whether it started, and on which port. ${NOT_CORS}`.fr`Le
      journal du serveur montre s’il a démarré, et sur quel port. ${NOT_CORS}`,
    docs: DID_NOT_SUCCEED,
  },
  proxy: {
    title: phrase`The proxy did not connect`.fr`Le proxy n’a pas établi la connexion`,
    todo: phrase`Check the proxy settings`.fr`Vérifiez les réglages du proxy`,
    explain: ({ url, error }) =>
      say`The request to ${server(url)} goes through a proxy, and that proxy did not
        connect${reported(error)}`.fr`La requête vers ${server(url)} passe par un proxy, et ce proxy
        n’a pas établi la connexion${reported(error)}`,
    why: () =>
      say`The proxy does not run, wants a password, refuses this server, or cannot reach it. If the
        server needs no proxy, add it to the exceptions. ${NOT_CORS}`.fr`Le proxy ne tourne pas,
        exige un mot de passe, refuse ce serveur, ou ne peut pas l’atteindre. Si le serveur n’a pas
        besoin de proxy, ajoutez-le aux exceptions. ${NOT_CORS}`,
    docs: DID_NOT_SUCCEED,
  },
  dns: {
    title: phrase`The host name is unknown`.fr`Le nom d’hôte est inconnu`,
    todo: phrase`Check the host name`.fr`Vérifiez le nom d’hôte`,
    explain: ({ url, error }) =>
      say`The host name ${host(url)} has no address${reported(error)}`
        .fr`Le nom d’hôte ${host(url)} n’a pas d’adresse${reported(error)}`,
    why: () =>
      say`The reason may be a spelling mistake, the connection, a VPN, or the hosts file.
        ${NOT_CORS}`.fr`La raison peut être une faute de frappe, la connexion, un VPN ou le fichier
        hosts. ${NOT_CORS}`,
    docs: DID_NOT_SUCCEED,
  },
  tls: {
    title: phrase`No secure connection to the server`.fr`Pas de connexion sécurisée au serveur`,
    todo: phrase`Check the server’s certificate`.fr`Vérifiez le certificat du serveur`,
    explain: ({ url, error }) =>
      say`The browser could not make a secure connection to ${server(url)}${reported(error)}`.fr`Le
        navigateur n’a pas pu établir de connexion sécurisée avec ${server(url)}${reported(error)}`,
    why: ({ url }) =>
      say`Open ${server(url)} in a tab to see what is wrong with its certificate. Trust a
        self-signed one. If the server has no https, use ${code('http://')}. ${NOT_CORS}`.fr`Ouvrez
        ${server(url)} dans un onglet pour voir le problème de son certificat. S’il est auto-signé,
        approuvez-le. Si le serveur n’a pas https, utilisez ${code('http://')}. ${NOT_CORS}`,
    docs: DID_NOT_SUCCEED,
  },
  timeout: {
    title: phrase`The server did not answer in time`.fr`Le serveur n’a pas répondu à temps`,
    todo: phrase`Check the server’s log`.fr`Vérifiez le journal du serveur`,
    explain: ({ url, error }) =>
      say`No answer came from ${server(url)} in time${reported(error)}`.fr`Aucune réponse n’est
        venue à temps de l’adresse ${server(url)}${reported(error)}`,
    why: () =>
      say`The server is too slow or hangs, or a firewall drops the request. ${NOT_CORS}`
        .fr`Le serveur est trop lent ou bloqué, ou un pare-feu rejette la requête. ${NOT_CORS}`,
    docs: DID_NOT_SUCCEED,
  },
  reset: {
    title: phrase`The connection broke off`.fr`La connexion a été coupée`,
    todo: phrase`Check the server’s log`.fr`Vérifiez le journal du serveur`,
    explain: ({ url, error }) =>
      say`The connection to ${server(url)} broke off before the whole response
        arrived${reported(error)}`.fr`La connexion à ${server(url)} a été coupée avant l’arrivée de
        toute la réponse${reported(error)}`,
    why: () =>
      say`The server crashed, closed the connection, or does not use http on this port.
        ${NOT_CORS}`.fr`Le serveur a planté, a fermé la connexion, ou n’utilise pas http sur ce
        port. ${NOT_CORS}`,
    docs: DID_NOT_SUCCEED,
  },
  aborted: {
    title: phrase`The page canceled the request`.fr`La page a annulé la requête`,
    todo: phrase`Check the page’s own code`.fr`Vérifiez le code de la page`,
    explain: ({ url, error }) =>
      say`The request to ${shown(url)} was canceled${reported(error)}`
        .fr`La requête vers ${shown(url)} a été annulée${reported(error)}`,
    why: () =>
      say`This is not a CORS problem. The page canceled the request (${code('abort()')}, its own
        time limit, a reload or a navigation). Or it forbids the redirect
        (${code("redirect: 'error'")} or its ${code('Content-Security-Policy')}).`.fr`Ce n’est pas
        un problème de CORS. La page a annulé la requête (${code('abort()')}, sa propre limite de
        temps, un rechargement ou une navigation). Ou elle interdit la redirection
        (${code("redirect: 'error'")} ou son ${code('Content-Security-Policy')}).`,
    docs: 'https://developer.mozilla.org/docs/Web/API/AbortController',
  },
  'mixed-content': {
    title: phrase`An https page may not request http`.fr`Une page https ne peut rien demander en
      http`,
    todo: phrase`Serve the API over https`.fr`Servez l’API en https`,
    explain: ({ url, origin, error }) =>
      say`The page ${shown(origin)} is secure, so the browser does not let it request ${shown(url)}
        over plain http${reported(error)}`.fr`La page ${shown(origin)} est sécurisée. Le navigateur
        ne la laisse donc pas demander ${shown(url)} en http simple${reported(error)}`,
    why: () => say`Then the page must request it with ${code('https://')}. ${NOT_CORS}`.fr`La page
      doit ensuite la demander avec ${code('https://')}. ${NOT_CORS}`,
    docs: 'https://developer.mozilla.org/docs/Web/Security/Defenses/Mixed_content',
  },
  file: {
    title: phrase`A web page may not read files`.fr`Une page web ne peut pas lire de fichiers`,
    todo: phrase`Put the file on a server`.fr`Mettez le fichier sur un serveur`,
    explain: ({ url, origin, error }) =>
      say`The page ${shown(origin)} requested ${shown(url)}. No web page may read files of this
        computer${reported(error)}`.fr`La page ${shown(origin)} a demandé ${shown(url)}. Aucune page
        web ne peut lire les fichiers de cet ordinateur${reported(error)}`,
    why: () => say`The page must request it from there. ${NOT_CORS}`.fr`La page doit le demander à
      ce serveur. ${NOT_CORS}`,
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSRequestNotHttp',
  },
  'unsafe-port': {
    title: phrase`The browser forbids this port`.fr`Le navigateur interdit ce port`,
    todo: phrase`Run the server on another port`.fr`Lancez le serveur sur un autre port`,
    explain: ({ url, error }) =>
      say`The browser sends nothing to ${server(url)}, because this port belongs to another kind of
        service${reported(error)}`.fr`Le navigateur n’envoie rien à ${server(url)}, car ce port
        appartient à un autre type de service${reported(error)}`,
    why: () => say`A port such as ${code('8080')} works. ${NOT_CORS}`.fr`Un port comme
      ${code('8080')} convient. ${NOT_CORS}`,
    docs: 'https://fetch.spec.whatwg.org/#port-blocking',
  },
  'web-socket': {
    title: phrase`The WebSocket was not opened`.fr`La connexion WebSocket ne s’est pas ouverte`,
    todo: phrase`Check the server’s log`.fr`Vérifiez le journal du serveur`,
    explain: ({ url, error }) =>
      say`The WebSocket to ${shown(url)} was not opened: the server refused it, or none answers
        there${reported(error)}`.fr`La connexion WebSocket vers ${shown(url)} ne s’est pas ouverte :
        le serveur l’a refusée, ou aucun n’y répond${reported(error)}`,
    why: ({ origin }) =>
      say`The server decides alone, usually by the path and by
        ${code(`Origin: ${origin}`)}. This is not a CORS problem: WebSockets do not use CORS.`.fr`Le
        serveur décide seul, d’habitude selon le chemin et selon ${code(`Origin: ${origin}`)}. Ce
        n’est pas un problème de CORS : WebSocket n’utilise pas CORS.`,
    docs: 'https://developer.mozilla.org/docs/Web/API/WebSockets_API',
  },
  csp: {
    title: phrase`The page’s own policy forbids the request`.fr`La politique de la page interdit la
      requête`,
    todo: phrase`Change the page’s Content-Security-Policy`.fr`Changez la politique
      Content-Security-Policy de la page`,
    explain: ({ url, origin, error }) =>
      say`The ${code('Content-Security-Policy')} of the page ${shown(origin)} does not allow a
        request to ${server(url)}${reported(error)}`.fr`La politique
        ${code('Content-Security-Policy')} de la page ${shown(origin)} n’autorise pas de requête
        vers ${server(url)}${reported(error)}`,
    why: ({ url }) =>
      say`Add ${server(url)} to ${code('connect-src')} in the policy, which comes with the page and
        not with the API. Scripts, images and fonts have a directive of their own. ${NOT_CORS}`
        .fr`Ajoutez ${server(url)} à la directive ${code('connect-src')} de la politique, qui arrive
        avec la page et non avec l’API. Les scripts, les images et les polices ont chacun leur
        directive. ${NOT_CORS}`,
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP',
  },
  'blocked-by-client': {
    title: phrase`An extension blocked the request`.fr`Une extension a bloqué la requête`,
    todo: phrase`Allow the page in that extension`.fr`Autorisez la page dans cette extension`,
    explain: ({ url, error }) =>
      say`An extension, usually an ad blocker, stopped the request to
        ${shown(url)}${reported(error)}`.fr`Une extension, d’habitude un bloqueur de publicités, a
        arrêté la requête vers ${shown(url)}${reported(error)}`,
    why: () =>
      say`Allow the page in the blocker, or give the address a name that its lists do not match.
        ${NOT_CORS}`.fr`Autorisez la page dans le bloqueur, ou donnez à l’adresse un nom que ses
        listes ne contiennent pas. ${NOT_CORS}`,
    docs: DID_NOT_SUCCEED,
  },
  orb: {
    title: phrase`The response is of the wrong kind`.fr`La réponse est du mauvais type`,
    todo: phrase`Check what the address returns`.fr`Vérifiez ce que l’adresse renvoie`,
    explain: ({ url, error }) =>
      say`The browser withheld the response of ${shown(url)}, because it does not look like what the
        page loads it as${reported(error)}`.fr`Le navigateur a retenu la réponse de l’adresse
        ${shown(url)}, car elle ne ressemble pas à ce que la page veut charger${reported(error)}`,
    why: () =>
      say`Usually an error page or JSON came in place of an image, a script or a style sheet. The
        ${code('Content-Type')} may be wrong too. ${NOT_CORS}`.fr`D’habitude, une page d’erreur ou
        du JSON arrive à la place d’une image, d’un script ou d’une feuille de style. L’en-tête
        ${code('Content-Type')} peut aussi être faux. ${NOT_CORS}`,
    docs: 'https://github.com/annevk/orb',
  },
  corp: {
    title: phrase`The server allows only its own site`.fr`Le serveur n’autorise que son propre
      site`,
    todo: phrase`Let the server allow other sites`.fr`Laissez le serveur autoriser d’autres sites`,
    explain: ({ url, origin, error }) =>
      say`The server ${server(url)} does not let the page ${shown(origin)} embed
        ${shown(url)}${reported(error)}`.fr`Le serveur ${server(url)} ne laisse pas la page
        ${shown(origin)} intégrer ${shown(url)}${reported(error)}`,
    why: () =>
      say`Send ${code('Cross-Origin-Resource-Policy: cross-origin')} with the response to allow other
        sites. This is not decided by the CORS headers. Perhaps the page requires that header with its
        ${code('Cross-Origin-Embedder-Policy')}.`.fr`Envoyez
        ${code('Cross-Origin-Resource-Policy: cross-origin')} avec la réponse pour autoriser
        d’autres sites. Les en-têtes CORS n’en décident pas. Peut-être la page exige-t-elle cet
        en-tête par son ${code('Cross-Origin-Embedder-Policy')}.`,
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Cross-Origin_Resource_Policy',
  },
  'unsafe-redirect': {
    title: phrase`The redirect leads to a forbidden address`.fr`La redirection mène à une adresse
      interdite`,
    todo: phrase`Fix the redirect`.fr`Corrigez la redirection`,
    explain: ({ url, error }) =>
      say`The server redirected ${shown(url)} to an address that a page may not be redirected to,
        such as a ${code('data:')} or ${code('file:')} one${reported(error)}`.fr`Le serveur a
        redirigé ${shown(url)} vers une adresse où une page ne peut pas être redirigée, par exemple
        en ${code('data:')} ou en ${code('file:')}${reported(error)}`,
    why: () =>
      say`Fix the ${code('Location')} header that the server sends. ${NOT_CORS}`
        .fr`Corrigez l’en-tête ${code('Location')} que le serveur envoie. ${NOT_CORS}`,
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Redirections',
  },
  'too-many-redirects': {
    title: phrase`The server redirects in circles`.fr`Le serveur redirige en boucle`,
    todo: phrase`Fix the server’s redirects`.fr`Corrigez les redirections du serveur`,
    explain: ({ url, error }) =>
      say`The server redirects ${shown(url)} again and again, and the browser gave
        up${reported(error)}`.fr`Le serveur redirige ${shown(url)} encore et encore, et le
        navigateur a abandonné${reported(error)}`,
    why: () =>
      say`Two rules of the server redirect to each other. Usually one enforces https behind a proxy
        that already uses https, or one adds a slash at the end. ${NOT_CORS}`.fr`Deux règles du
        serveur redirigent l’une vers l’autre. D’habitude, l’une impose https derrière un proxy qui
        utilise déjà https, ou l’une ajoute une barre oblique à la fin. ${NOT_CORS}`,
    docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Redirections',
  },
  'http-cache-miss': {
    title: phrase`The browser checked only its cache`.fr`Le navigateur n’a regardé que son cache`,
    todo: phrase`Change the page’s cache mode`.fr`Changez le mode de cache de la page`,
    explain: ({ url, error }) =>
      say`The browser looked for ${shown(url)} only in its cache and did not find
        it${reported(error)}`.fr`Le navigateur a cherché ${shown(url)} seulement dans son cache et
        ne l’y a pas trouvé${reported(error)}`,
    why: () =>
      say`Harmless if the browser did this itself: it checks its cache before it requests a font. A
        page does it with ${code("cache: 'only-if-cached'")}. This is not a CORS problem.`.fr`C’est
        sans danger si le navigateur l’a fait de lui-même : il regarde dans son cache avant de
        demander une police. Une page le fait avec ${code("cache: 'only-if-cached'")}. Ce n’est pas
        un problème de CORS.`,
    docs: 'https://developer.mozilla.org/docs/Web/API/Request/cache',
  },
  other: {
    title: phrase`The request failed in the network`.fr`La requête a échoué dans le réseau`,
    todo: phrase`Check the connection and the server’s log`.fr`Vérifiez la connexion et le journal
      du serveur`,
    explain: ({ url, error }) => say`The request to ${shown(url)} failed${reported(error)}`.fr`La
      requête vers ${shown(url)} a échoué${reported(error)}`,
    why: () => say`The request failed before the browser looked at any header. ${NOT_CORS}`.fr`La
      requête a échoué avant que le navigateur lise un en-tête. ${NOT_CORS}`,
    docs: DID_NOT_SUCCEED,
  },
};

/** ` (net::ERR_…).`, or only the full stop if the browser gave no reason. */
const reported = (error: FailedRequest['error']): Prose =>
  error === null || error.trim() === '' ? prose`.` : prose` (${shown(error)}).`;

/** Scheme, host and port; the text itself if it has none. */
function server(url: string): Span {
  const origin = originOf(url);
  return shown(origin === 'null' ? url : origin);
}

const host = (url: string): Span => shown(parseUrl(url)?.hostname || url);
