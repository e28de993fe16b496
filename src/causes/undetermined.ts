import { code, type Prose } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import type { Undetermined } from '../policy/finding.ts';

const CONSOLE = phrase`The browser’s console has its own words for it.`
  .fr`La console du navigateur a ses propres mots pour cela.`;
const PAGE_CODE = say`look for ${code('credentials')} or ${code('withCredentials')} in the page’s own
  code`.fr`cherchez ${code('credentials')} ou ${code('withCredentials')} dans le code de la page`;

/** Why a verdict is open, and what settles it. Total: a reason without words does not compile. */
export const undetermined: { readonly [Id in Undetermined]: Prose } = {
  'headers-pass': say`Repeat the request with other extensions switched off: one of them may have
    changed the headers. The browser refused what these headers allow. ${CONSOLE}`.fr`Répétez la
    requête sans les autres extensions : l’une d’elles a peut-être changé les en-têtes. Le
    navigateur a refusé ce que ces en-têtes autorisent. ${CONSOLE}`,
  vetoed: say`Repeat the request. The browser refused it before anything came back. Another extension
    may have stopped it, or the recording is incomplete. A saved HAR, for example, leaves out requests
    of workers. ${CONSOLE}`.fr`Répétez la requête. Le navigateur l’a refusée avant toute réponse.
    Une autre extension l’a peut-être arrêtée, ou l’enregistrement est incomplet. Par exemple, un
    fichier HAR enregistré omet les requêtes des workers. ${CONSOLE}`,
  'local-network': say`To find out, look for a message about the local network in the browser’s console. The
    page requests an address on this device or in the local network, and the browser refused before
    anything came back. No response header changes that.`.fr`Pour le savoir, cherchez un message sur
    le réseau local dans la console du navigateur. La page demande une adresse sur cet appareil ou
    dans le réseau local, et le navigateur a refusé avant toute réponse. Aucun en-tête de réponse
    n’y change rien.`,
  'no-end': say`Repeat the request, and check whether the browser is showing a permission prompt. We
    saw no response and no end. The recording may have been interrupted.`.fr`Répétez la requête, et
    vérifiez si le navigateur affiche une demande d’autorisation. Nous n’avons vu ni réponse ni fin.
    L’enregistrement a peut-être été interrompu.`,
  incomplete: say`Repeat the request. The browser did not report every step of it to the extension, so
    we do not know how it ended. ${CONSOLE}`.fr`Répétez la requête. Le navigateur n’en a pas signalé
    toutes les étapes à l’extension. Nous ne savons donc pas comment elle s’est terminée.
    ${CONSOLE}`,
  'needs-credentials': say`To find out, ${PAGE_CODE}, or for an error in the browser’s console. The
    request was blocked if it had credentials; without them it passed. We could not see which.`
    .fr`Pour le savoir, ${PAGE_CODE}, ou une erreur dans la console du navigateur. La requête a été
    bloquée si elle avait des informations d’identification ; sans elles, elle a réussi. Nous
    n’avons pas pu voir lequel des deux cas s’applique.`,
  'needs-credentials-to-follow': say`To find out, ${PAGE_CODE}, or for a message in the browser’s
    console. The redirect was refused. If the request had credentials, CORS refused it. Otherwise the
    page’s own content security policy did, or the port that the redirect leads to is forbidden.`
    .fr`Pour le savoir, ${PAGE_CODE}, ou un message dans la console du navigateur. La redirection a
    été refusée. Si la requête avait des informations d’identification, CORS l’a refusée. Sinon,
    c’est la politique de sécurité de contenu de la page, ou le port où mène la redirection est
    interdit.`,
  'needs-credentials-to-leave': say`To find out, ${PAGE_CODE}, or for an error in the browser’s console.
    The redirect was not followed. If the request had credentials, CORS refused it. Otherwise the page’s
    own code did not want it followed.`.fr`Pour le savoir, ${PAGE_CODE}, ou une erreur dans la
    console du navigateur. La redirection n’a pas été suivie. Si la requête avait des informations
    d’identification, CORS l’a refusée. Sinon, le code de la page ne voulait pas la suivre.`,
  'needs-mode': say`To find out, look for ${code('no-cors')} in the page’s own code, or for an error
    in the browser’s console. The request was blocked unless it had the mode ${code('no-cors')}.`
    .fr`Pour le savoir, cherchez ${code('no-cors')} dans le code de la page, ou une erreur dans la
    console du navigateur. La requête a été bloquée, sauf si elle avait le mode
    ${code('no-cors')}.`,
  'preflight-only': say`Repeat the request in the page to see the rest. Crosscheck sent only the
    preflight request, and that passes. It never sends a request that may change data.`.fr`Répétez
    la requête dans la page pour voir la suite. Crosscheck n’a envoyé que la requête préliminaire,
    et elle réussit. Il n’envoie jamais une requête qui peut changer des données.`,
  'redirect-not-followed': say`Repeat the request in the page to see the rest. The server’s redirect
    passes. Crosscheck did not follow it to a server that the page’s request never reached.`
    .fr`Répétez la requête dans la page pour voir la suite. La redirection du serveur réussit.
    Crosscheck ne l’a pas suivie vers un serveur que la requête de la page n’a jamais atteint.`,
  withheld: say`Repeat the request in the page. The server refused the check, probably because the
    check carried no login. Crosscheck did not send the page’s cookies or secret headers.`
    .fr`Répétez la requête dans la page. Le serveur a refusé la vérification, probablement parce
    qu’elle ne portait aucune connexion. Crosscheck n’a pas envoyé les cookies ni les en-têtes
    secrets de la page.`,
};
