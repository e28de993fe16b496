import { headerIncludes } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { lastHop } from '../../model/exchange.ts';
import { has } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
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
    return {
      confidence: laravel ? 0.9 : html ? (django ? 0.85 : 0.55) : 0.4,
      text: prose`No CORS setting helps: CORS let the page read this response, and
        ${code(String(response.status))} is the server’s own refusal. ${
          django && evaluation.origin !== 'null'
            ? djangoAdvice(evaluation.origin, isOtherHost(evaluation.origin, lastHop(exchange).url))
            : GENERAL_ADVICE
        }`,
      docs: django
        ? 'https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins'
        : 'https://developer.mozilla.org/docs/Web/Security/Attacks/CSRF',
    };
  },
};

const djangoAdvice = (origin: string, otherHost: boolean): Prose =>
  prose`If it is Django’s CSRF check, add ${shown(origin)} to ${code('CSRF_TRUSTED_ORIGINS')} and send
    the token in ${code('X-CSRFToken')}.${
      otherHost
        ? ' Let the server return the token in a response body: the page cannot read another site’s cookie.'
        : ''
    } Otherwise the user lacks the permission.`;

const isOtherHost = (page: string, url: string): boolean =>
  parseUrl(page)?.hostname !== parseUrl(url)?.hostname;

const GENERAL_ADVICE = prose`Check whether the server expects a CSRF token with this request, and whether
  the user has the permission.`;
