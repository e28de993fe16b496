import { originOf } from '../model/origin.ts';
import { code, type Prose, prose } from '../model/prose.ts';
import { phrase, say } from '../model/say.ts';
import { shown } from '../model/shown.ts';
import type { Undetermined, Verdict, Warning } from '../policy/finding.ts';
import { undetermined as reasons } from './undetermined.ts';

/** What is known of an exchange that has no failure to explain. */
export type JudgedRequest = {
  readonly url: string;
  readonly method: string;
  /** The origin of the page. */
  readonly origin: string;
  /** Why the verdict is open; null if it is not, or if nothing more is known. */
  readonly undetermined: Undetermined | null;
};

/** The same if the server's status says that it refused the request or failed. */
export type RefusedRequest = JudgedRequest & { readonly status: number };

/** The words of one verdict that needs no cause. */
export type VerdictWords = {
  readonly title: string;
  /** If more is known than the verdict. */
  readonly titleOf?: (request: JudgedRequest) => string;
  /** With the actual values. */
  readonly explain: (request: JudgedRequest) => Prose;
  /** What it means, or what settles it. */
  readonly why: (request: JudgedRequest) => Prose;
};

/** Words for the verdicts besides `blocked` (causes) and `failed` (failures.ts). */
export const verdicts: {
  readonly [Id in Exclude<Verdict, 'blocked' | 'failed'>]: VerdictWords;
} = {
  allowed: {
    title: phrase`Allowed`.fr`Autorisée`,
    explain: (request) =>
      isCrossOrigin(request)
        ? say`The server lets ${shown(request.origin)} read its response to ${asked(request)}.`
            .fr`Le serveur laisse ${shown(request.origin)} lire sa réponse à ${asked(request)}.`
        : say`The response to ${asked(request)} needed no permission from the server.`.fr`La réponse
          à ${asked(request)} n’avait besoin d’aucune autorisation du serveur.`,
    why: (request) =>
      isCrossOrigin(request)
        ? say`Every check of the browser passed, with the headers that the server sends now.`
            .fr`Toutes les vérifications du navigateur ont réussi, avec les en-têtes que le serveur
            envoie maintenant.`
        : say`The page and the address have the same origin, so CORS does not apply.`.fr`La page et
          l’adresse ont la même origine : CORS ne s’applique pas.`,
  },
  pending: {
    title: phrase`No answer yet`.fr`Pas encore de réponse`,
    explain: (request) => say`The browser still waits for an answer to ${asked(request)}.`.fr`Le
      navigateur attend encore une réponse à ${asked(request)}.`,
    why: () =>
      say`Check whether the server hangs, a breakpoint stops it, or the browser is showing a
        permission prompt.`.fr`Vérifiez si le serveur est bloqué, si un point d’arrêt l’arrête, ou
        si le navigateur affiche une demande d’autorisation.`,
  },
  undetermined: {
    title: phrase`Cannot tell from what was seen`.fr`Impossible de conclure avec ce qui a été vu`,
    titleOf: ({ undetermined }) => {
      if (undetermined === 'preflight-only')
        return phrase`The preflight request passes`.fr`La requête préliminaire réussit`;
      return undetermined === 'local-network'
        ? phrase`Probably the browser protects the local network`.fr`Le navigateur protège
          probablement le réseau local`
        : phrase`Cannot tell from what was seen`.fr`Impossible de conclure avec ce qui a été vu`;
    },
    explain: (request) =>
      request.undetermined === 'preflight-only'
        ? say`The server lets ${shown(request.origin)} send ${asked(request)}: the preflight request
          passes.`.fr`Le serveur laisse ${shown(request.origin)} envoyer ${asked(request)} : la
          requête préliminaire réussit.`
        : say`We could not see whether ${shown(request.origin)} may read the response to
        ${asked(request)}.`.fr`Nous n’avons pas pu voir si ${shown(request.origin)} peut lire la
        réponse à ${asked(request)}.`,
    why: ({ undetermined }) =>
      undetermined === null
        ? say`Reload the page with this panel open: the browser did not show enough of the request.`
            .fr`Rechargez la page avec ce panneau ouvert : le navigateur n’a pas assez montré la
            requête.`
        : reasons[undetermined],
  },
};

/** Words for a request that CORS allowed and the server refused. */
export const refused = {
  title: (status: number): string =>
    phrase`Status ${status}, not blocked by CORS`.fr`Statut ${status}, non bloquée par CORS`,
  explain: (request: RefusedRequest): Prose =>
    say`The server returned ${code(String(request.status))} to ${asked(request)}.`.fr`Le serveur a
      renvoyé ${code(String(request.status))} à ${asked(request)}.`,
  why: (): Prose =>
    say`Check the server’s log: CORS is not the problem, and the page can read this response.`
      .fr`Vérifiez le journal du serveur : CORS n’est pas le problème, et la page peut lire cette
      réponse.`,
};

/** Words for a request that CORS blocked, if the browser's own sentence leaves the reason open. */
export const untold = {
  title: phrase`Blocked by CORS, in Safari’s words only`.fr`Bloquée par CORS, selon Safari
    seulement`,
  explain: ({ origin, error, ...request }: JudgedRequest & { readonly error: string }): Prose =>
    say`Safari did not let ${shown(origin)} read the response to ${asked({ ...request, origin })}. It
      says: ${shown(error)}`.fr`Safari n’a pas laissé ${shown(origin)} lire la réponse à
      ${asked({ ...request, origin })}. Il dit : ${shown(error)}`,
  why: (): Prose =>
    say`Ask the server to see the reason: ${code('npm run check -- URL --origin ORIGIN')}. Safari’s
      files leave out the response headers of a blocked request.`.fr`Interrogez le serveur pour voir
      la raison : ${code('npm run check -- URL --origin ORIGIN')}. Les fichiers de Safari omettent
      les en-têtes de réponse d’une requête bloquée.`,
};

/** Words for a request whose answer the page did not want to read. */
export const unreadable: VerdictWords = {
  title: phrase`The page cannot read this response (mode: 'no-cors')`.fr`La page ne peut pas lire
    cette réponse (mode no-cors)`,
  explain: (request) =>
    say`The page cannot read the response to ${asked(request)}, because it uses
      ${code("mode: 'no-cors'")}.`.fr`La page ne peut pas lire la réponse à ${asked(request)}, car
      elle utilise ${code("mode: 'no-cors'")}.`,
  why: () =>
    say`The browser reports no error. The page’s code gets an empty response with status
      ${code('0')}.`.fr`Le navigateur ne signale aucune erreur. Le code de la page reçoit une
      réponse vide de statut ${code('0')}.`,
};

/** Words for a request that passes with a reservation. */
export const warnings: { readonly [Id in Warning['id']]: Prose } = {
  'authorization-covered-by-wildcard': say`List ${code('authorization')} by name. This browser still
    lets ${code('Access-Control-Allow-Headers: *')} cover it, but the standard does not, and browsers
    plan to stop.`.fr`Nommez ${code('authorization')} dans la liste. Ce navigateur laisse encore
    ${code('Access-Control-Allow-Headers: *')} l’inclure, mais le standard non, et les navigateurs
    prévoient d’arrêter.`,
};

const asked = ({ method, url }: JudgedRequest): Prose => prose`${shown(method)} ${shown(url)}`;

const isCrossOrigin = ({ url, origin }: JudgedRequest): boolean => originOf(url) !== origin;
