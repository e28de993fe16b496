import { headerIncludes } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { lastHop } from '../../model/exchange.ts';
import { has } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code, type Prose } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { looksLikeDjango } from '../../servers/django-cors-headers/marks.ts';

const UNSAFE = /^(POST|PUT|PATCH|DELETE)$/i;

/** CORS passed, and the server refused the request itself, usually because a CSRF token is missing. */
export const csrfRefusal: HintRule = {
  id: 'csrf-refusal',
  detect: ({ exchange, evaluation, server }) => {
    const { response, method } = lastHop(exchange);
    if (response === null || evaluation.verdict !== 'allowed' || !UNSAFE.test(method)) return null;
    if (!has(response.headers, 'access-control-allow-origin')) return null;
    const laravel = response.status === 419;
    if (!laravel && response.status !== 403) return null;
    const html = headerIncludes(response.headers, 'content-type', 'text/html');
    const django = looksLikeDjango(server);
    const status = code(String(response.status));
    const advice =
      django && evaluation.origin !== 'null'
        ? djangoAdvice(evaluation.origin, isOtherHost(evaluation.origin, lastHop(exchange).url))
        : GENERAL_ADVICE;
    return {
      confidence: laravel ? 0.9 : html ? (django ? 0.85 : 0.55) : 0.4,
      text: say`No CORS setting helps: CORS let the page read this response, and
        ${status} is the server’s own refusal. ${advice}`.fr`Aucun réglage CORS n’y change rien :
        CORS a laissé la page lire cette réponse, et le serveur refuse lui-même la requête avec
        ${status}. ${advice}`,
      docs: django
        ? 'https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins'
        : 'https://developer.mozilla.org/docs/Web/Security/Attacks/CSRF',
    };
  },
};

const djangoAdvice = (origin: string, otherHost: boolean): Prose =>
  say`If it is Django’s CSRF check, add ${shown(origin)} to ${code('CSRF_TRUSTED_ORIGINS')} and send
    the token in ${code('X-CSRFToken')}.${otherHost ? TOKEN_IN_BODY : ''} Otherwise the user lacks the permission.`
    .fr`S’il s’agit du contrôle CSRF de Django, ajoutez ${shown(origin)} à
    ${code('CSRF_TRUSTED_ORIGINS')} et envoyez le jeton dans
    ${code('X-CSRFToken')}.${otherHost ? TOKEN_IN_BODY : ''} Sinon, il manque une permission à
    l’utilisateur.`;

const TOKEN_IN_BODY = phrase` Let the server return the token in a response body: the page cannot read
  another site’s cookie.`
  .fr` Faites renvoyer le jeton par le serveur dans le corps d’une réponse : la page ne peut pas
  lire le cookie d’un autre site.`;

const isOtherHost = (page: string, url: string): boolean =>
  parseUrl(page)?.hostname !== parseUrl(url)?.hostname;

const GENERAL_ADVICE = say`Check whether the server expects a CSRF token with this request, and whether
  the user has the permission.`.fr`Vérifiez si le serveur attend un jeton CSRF avec cette requête,
  et si l’utilisateur a la permission.`;
