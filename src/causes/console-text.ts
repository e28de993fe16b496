import { code, type Prose } from '../model/prose.ts';
import { say } from '../model/say.ts';

/** What text of a console leads to, where it says too little for a fix. */

export const WHICH_ADDRESS: Prose = say`Which address did the page request? Look in the Network
  tab.`.fr`Quelle adresse la page a-t-elle demandée ? Regardez dans l’onglet Réseau.`;

export const LOOK_AT_HEADERS: Prose = say`Look at the response headers in the Network tab.`
  .fr`Regardez les en-têtes de réponse dans l’onglet Réseau.`;

export const WHICH_PAGE: Prose = say`Which page asked? Its origin looks like
  ${code('http://localhost:3000')}.`.fr`Quelle page a demandé ? Son origine ressemble à
  ${code('http://localhost:3000')}.`;

export const whichServer = (server: string): Prose =>
  say`Which server answers at ${code(server)}?`.fr`Quel serveur répond à l’adresse
    ${code(server)} ?`;

export const noSettingOf = (stack: string): Prose =>
  say`No setting of ${code(stack)} lets this request pass.`.fr`Aucun réglage de ${code(stack)} ne
    laisse passer cette requête.`;

export const PAGE_IS_A_FILE: Prose = say`Open the page from a server, such as
  ${code('http://localhost:3000')}: a page opened as a file has the origin ${code('null')}, and no
  server should allow that. A sandboxed frame has that origin too.`.fr`Ouvrez la page depuis un
  serveur, comme ${code('http://localhost:3000')} : une page ouverte comme fichier a l’origine
  ${code('null')}, et aucun serveur ne devrait l’autoriser. Un cadre isolé (sandbox) a aussi cette
  origine.`;

const NO_RESPONSE: Prose = say`Check that the server runs, and open the address in a tab of
  its own. An untrusted certificate, an ad blocker or a wrong port can cause this too.`.fr`Vérifiez
  que le serveur tourne, et ouvrez l’adresse dans son propre onglet. Un certificat non approuvé, un
  bloqueur de publicités ou un mauvais port peuvent aussi en être la cause.`;

export const ONE_REASON_ONLY: Prose = say`The text names one reason only. A HAR shows all of them.`
  .fr`Le texte ne donne qu’une raison. Un fichier HAR les montre toutes.`;

export const NO_METHOD_AND_HEADERS: Prose = say`The text does not name the method and headers of
  the request. A HAR shows them.`.fr`Le texte ne donne pas la méthode et les en-têtes de la requête.
  Un fichier HAR les montre.`;

export const NO_HEADERS: Prose = say`The text does not name the headers of the request. A HAR shows
  them.`.fr`Le texte ne donne pas les en-têtes de la requête. Un fichier HAR les montre.`;

/** What to do where a text states no cause. */
export const INSTEAD = {
  'no-response': NO_RESPONSE,
  'cut-off': say`Paste the whole message: the reason stands after the address.`.fr`Collez le message
    entier : la raison se trouve après l’adresse.`,
  'redirect-after-preflight': say`Update the browser, or let the page request the redirect’s target
    directly.`.fr`Mettez le navigateur à jour, ou demandez directement la cible de la redirection
    depuis la page.`,
} as const;

/** What to paste, where a text has no message that is known. */
export const PASTE: Readonly<
  Record<'only-address' | 'only-script' | 'nothing' | 'strange', Prose>
> = {
  'only-address': say`Paste the line before it too: there, Safari says why.`
    .fr`Collez aussi la ligne
    d’avant : Safari y dit pourquoi.`,
  'only-script': say`Paste the red line of the console beside it: the browser tells only the console
    why.`.fr`Collez la ligne rouge de la console à côté : le navigateur ne dit pourquoi que dans la
    console.`,
  nothing: say`Paste the whole red message of the console. It begins with ${code('Access to')} in
    Chrome and Edge, ${code('Cross-Origin Request Blocked')} in Firefox, and often with
    ${code('Origin')} in Safari.`.fr`Collez le message rouge entier de la console. Il commence par
    ${code('Access to')} dans Chrome et Edge, par ${code('Blocage d’une requête')} dans Firefox, et
    souvent par ${code('Origin')} dans Safari.`,
  strange: say`Paste it whole, or save a HAR in the Network tab and open that.`.fr`Collez-le en
    entier, ou enregistrez un fichier HAR dans l’onglet Réseau et ouvrez-le.`,
};
