import { conjunction, phrase } from '../model/say.ts';
import type { CauseId } from '../policy/finding.ts';
import type { Claim, Instead } from './claim.ts';

/** What the text states. Only that: nobody has seen the response. */
const SAYS: Readonly<Record<CauseId, string>> = {
  'missing-allow-origin': phrase`the response has no Access-Control-Allow-Origin`
    .fr`la réponse n’a pas d’en-tête Access-Control-Allow-Origin`,
  'multiple-allow-origin-values': phrase`the response has several values of Access-Control-Allow-Origin`
    .fr`la réponse a plusieurs valeurs d’Access-Control-Allow-Origin`,
  'invalid-allow-origin-value': phrase`Access-Control-Allow-Origin is no origin`
    .fr`Access-Control-Allow-Origin n’est pas une origine`,
  'allow-origin-mismatch': phrase`Access-Control-Allow-Origin allows another origin`
    .fr`Access-Control-Allow-Origin autorise une autre origine`,
  'wildcard-with-credentials': phrase`Access-Control-Allow-Origin is *, and the request sends cookies`
    .fr`Access-Control-Allow-Origin vaut *, et la requête envoie des cookies`,
  'credentials-not-allowed': phrase`Access-Control-Allow-Credentials is not true, and the request sends cookies`
    .fr`Access-Control-Allow-Credentials ne vaut pas true, et la requête envoie des cookies`,
  'preflight-status': phrase`the server refuses the preflight by its status`.fr`le serveur refuse la
    requête préliminaire par son statut`,
  'preflight-redirect': phrase`the server redirects the preflight`.fr`le serveur redirige la requête
    préliminaire`,
  'preflight-network-error': phrase`the preflight got no response`.fr`la requête préliminaire n’a
    reçu aucune réponse`,
  'invalid-allow-methods': phrase`Access-Control-Allow-Methods cannot be read`
    .fr`Access-Control-Allow-Methods ne peut pas être lu`,
  'invalid-allow-headers': phrase`Access-Control-Allow-Headers cannot be read`
    .fr`Access-Control-Allow-Headers ne peut pas être lu`,
  'method-not-allowed': phrase`the server does not allow the method`.fr`le serveur n’autorise pas la
    méthode`,
  'header-not-allowed': phrase`the server does not allow the request header`.fr`le serveur
    n’autorise pas l’en-tête de requête`,
  'redirect-with-credentials': phrase`the server redirects to a URL with a user name and password`
    .fr`le serveur redirige vers une URL avec un nom d’utilisateur et un mot de passe`,
  'scheme-not-http': phrase`CORS works for http: and https: only`.fr`CORS ne marche que pour http:
    et https:`,
  'same-origin-mode': phrase`the page’s code asks for its own origin only (mode: same-origin)`
    .fr`le code de la page ne demande que sa propre origine (mode: same-origin)`,
  'no-cors-redirect-mode': phrase`the page’s code forbids the redirect (no-cors)`
    .fr`le code de la page interdit la redirection (no-cors)`,
  'local-network-access-denied': phrase`the browser denies access to the local network`
    .fr`le navigateur refuse l’accès au réseau local`,
  'local-network-access-insecure': phrase`only pages with https: may reach the local network`
    .fr`seules les pages en https: peuvent atteindre le réseau local`,
};

const SAYS_INSTEAD: Readonly<Record<Instead, string>> = {
  'no-response': phrase`No response came. That is no refusal, so no CORS setting helps.`
    .fr`Aucune réponse n’est arrivée. Ce n’est pas un refus : aucun réglage CORS n’y change rien.`,
  'no-reason': phrase`The browser blocked the request, and does not say why.`.fr`Le navigateur a
    bloqué la requête, et ne dit pas pourquoi.`,
  'cut-off': phrase`The text ends before the reason.`.fr`Le texte s’arrête avant la raison.`,
  'redirect-after-preflight': phrase`The server redirects a request that had a preflight. Only old
    browsers refuse that.`.fr`Le serveur redirige une requête qui a eu une requête préliminaire.
    Seuls d’anciens navigateurs refusent cela.`,
};

/** What a message states, in one sentence or two. */
export function statedBy({
  causes,
  named,
  instead,
}: Pick<Claim, 'causes' | 'named' | 'instead'>): string {
  if (instead !== null) return SAYS_INSTEAD[instead];
  const stated = causes.map((cause) => SAYS[cause]).join(`, ${conjunction('or')} `);
  const says =
    causes.length === 0
      ? phrase`we do not know this message`.fr`nous ne connaissons pas ce message`
      : withName(stated, named);
  return `${says.charAt(0).toUpperCase()}${says.slice(1)}.`;
}

const withName = (stated: string, named: string | null): string =>
  named ? phrase`${stated}: ${named}`.fr`${stated} : ${named}` : stated;
