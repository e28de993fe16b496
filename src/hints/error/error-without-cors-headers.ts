import { answersThatAllowed, hasCorsHeader, refusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { isExplained } from '../../servers/instead.ts';

/** The request failed on the server, and the error answer has no CORS headers. */
export const errorWithoutCorsHeaders: HintRule = {
  id: 'error-without-cors-headers',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || refused.status < 400 || hasCorsHeader(refused.headers)) return null;
    // On a preflight, 4xx usually means that the server does not handle OPTIONS: no error to fix.
    if (
      refused.finding.phase === 'preflight' &&
      !ANYWHERE.has(refused.status) &&
      refused.status < 500
    ) {
      return null;
    }
    // If a product has its own CORS settings, those are the reason.
    if (isExplained(context)) return null;
    const elsewhere = answersThatAllowed(context).some((answer) => answer.status < 400);
    const [meaning, advice] = wordsFor(refused.status);
    const others = elsewhere
      ? phrase`, although other responses of the same server do`
          .fr`, contrairement à d’autres réponses du même serveur`
      : '';
    return {
      confidence: confidence(refused.status, elsewhere),
      text: say`Fix the ${code(String(refused.status))}${meaning} first${advice}. This error response has
        no CORS headers${others}.`.fr`Corrigez d’abord l’erreur
        ${code(String(refused.status))}${meaning}${advice}. Cette réponse d’erreur n’a pas
        d’en-têtes CORS${others}.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Status',
    };
  },
};

/** Statuses that a proxy or a limit sends for any request, even OPTIONS. */
const ANYWHERE: ReadonlySet<number> = new Set([413, 421, 429]);

function confidence(status: number, elsewhere: boolean): number {
  if (status >= 500 || ANYWHERE.has(status)) return 0.95;
  return elsewhere ? 0.9 : 0.5;
}

type Words = readonly [meaning: string, advice: string];

const WORDS: Readonly<Record<number, Words>> = {
  401: [
    phrase` (not logged in)`.fr` (non connecté)`,
    phrase`: something that runs before the CORS code asks for a login`.fr` : une couche qui
      s’exécute avant le code CORS demande une connexion`,
  ],
  403: [
    phrase` (forbidden)`.fr` (interdit)`,
    phrase`: something that runs before the CORS code refuses the request`.fr` : une couche qui
      s’exécute avant le code CORS refuse la requête`,
  ],
  404: [
    phrase` (not found)`.fr` (introuvable)`,
    phrase`: check the address, and that the CORS code covers this path`.fr` : vérifiez l’adresse,
      et que le code CORS couvre ce chemin`,
  ],
  405: [
    phrase` (method not allowed)`.fr` (méthode non autorisée)`,
    phrase`: nothing at this address accepts this method`.fr` : rien à cette adresse n’accepte cette
      méthode`,
  ],
  413: [
    phrase` (request too large)`.fr` (requête trop volumineuse)`,
    phrase`: raise the limit of the proxy, such as nginx’s client_max_body_size`.fr` : augmentez la
      limite du proxy, par exemple client_max_body_size dans nginx`,
  ],
  421: [
    phrase` (misdirected request)`.fr` (requête mal dirigée)`,
    phrase`: the browser reused a connection that the server does not accept for this host`
      .fr` : le navigateur a réutilisé une connexion que le serveur n’accepte pas pour cet hôte`,
  ],
  429: [
    phrase` (too many requests)`.fr` (trop de requêtes)`,
    phrase`: a rate limit in front of the application refuses the request`.fr` : une limite de débit
      placée devant l’application refuse la requête`,
  ],
  502: [
    phrase` (bad gateway)`.fr` (mauvaise passerelle)`,
    phrase`: a proxy answers because the application behind it does not`.fr` : un proxy répond parce
      que l’application derrière lui ne répond pas`,
  ],
  503: [
    phrase` (unavailable)`.fr` (indisponible)`,
    phrase`: a proxy answers because the application behind it is down or busy`
      .fr` : un proxy répond parce que l’application derrière lui est arrêtée ou surchargée`,
  ],
  504: [
    phrase` (gateway time-out)`.fr` (délai de la passerelle dépassé)`,
    phrase`: a proxy answers because the application behind it is too slow`.fr` : un proxy répond
      parce que l’application derrière lui est trop lente`,
  ],
};

const wordsFor = (status: number): Words =>
  WORDS[status] ?? [
    '',
    status >= 500
      ? phrase`: the server’s log shows the reason`.fr` : le journal du serveur indique la raison`
      : '',
  ];
