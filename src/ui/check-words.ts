import { isSafe } from '../checks/next-question.ts';
import type { WhyNot } from '../checks/why-not.ts';
import { phrase } from '../model/say.ts';
import type { RowCheck, RowResult } from './checks.ts';

/** Why a request cannot be checked, and what to do instead. */
export const WHY_NOT_WORDS: { readonly [Why in WhyNot]: string } = {
  gone: phrase`Repeat the request in the page. It is no longer in the list.`
    .fr`Répétez la requête dans la page. Elle n’est plus dans la liste.`,
  'not-cors': phrase`Repeat the request in the page. Crosscheck can only repeat requests that use CORS.`
    .fr`Répétez la requête dans la page. Crosscheck ne peut répéter que des requêtes qui utilisent CORS.`,
  'secret-url': phrase`Repeat the request in the page. Its address contains a secret, which
    Crosscheck did not keep.`
    .fr`Répétez la requête dans la page. Son adresse contient un secret, que
    Crosscheck n’a pas gardé.`,
  'not-sent': phrase`Repeat the request in the page. The browser itself did not send it.`
    .fr`Répétez la requête dans la page. Le navigateur lui-même ne l’a pas envoyée.`,
  'not-granted': phrase`Let Crosscheck watch the server first. It asks no other server.`
    .fr`Laissez d’abord Crosscheck surveiller le serveur. Il n’interroge aucun autre serveur.`,
  certificate: phrase`Repeat the request in the page. Your exception for its certificate does not count
    for extensions.`
    .fr`Répétez la requête dans la page. Votre exception pour son certificat ne vaut pas
    pour les extensions.`,
  'no-answer': phrase`Check whether the server hangs. It did not answer within 15 seconds.`
    .fr`Vérifiez si le serveur est bloqué. Il n’a pas répondu en 15 secondes.`,
  interrupted: phrase`Check again. The last check was interrupted.`
    .fr`Vérifiez à nouveau. La dernière vérification a été interrompue.`,
};

/** What the button sends, before it is pressed. */
export const whatIsSent = (method: string, cookies: boolean): string =>
  isSafe(method)
    ? phrase`Sends this ${method} once, ${withOrWithout(cookies)}, after its preflight request if it
        needs one.`.fr`Envoie cette requête ${method} une fois, ${withOrWithout(cookies)}, après sa
        requête préliminaire s’il en faut une.`
    : phrase`Sends only the preflight request, never the ${method} itself.`
        .fr`N’envoie que la requête préliminaire, jamais la requête ${method} elle-même.`;

const withOrWithout = (cookies: boolean): string =>
  cookies
    ? phrase`with cookies`.fr`avec les cookies`
    : phrase`without cookies`.fr`sans les cookies`;

/** How the check of one row ended, in a few words. */
export function rowWords(check: RowCheck): string {
  switch (check.kind) {
    case 'waiting':
      return phrase`Waiting`.fr`En attente`;
    case 'asking':
      return phrase`Asking the server…`.fr`Question au serveur…`;
    case 'not-checked':
      return WHY_NOT_WORDS[check.why];
    case 'done':
      return resultWords(check);
  }
}

function resultWords({ result, title }: RowResult): string {
  switch (result) {
    case 'passes':
      return phrase`Passes now`.fr`Passe maintenant`;
    case 'refused':
      return phrase`Still blocked: ${title}`.fr`Toujours bloquée : ${title}`;
    case 'unreached':
      return phrase`Not reached: ${title}`.fr`Serveur non atteint : ${title}`;
    case 'open':
      return phrase`Open: ${title}`.fr`Sans conclusion : ${title}`;
  }
}
