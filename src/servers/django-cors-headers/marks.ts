import { headerIncludes, variesByOrigin } from '../../evidence/facts.ts';
import { get, getAll, type HeaderList } from '../../model/header-list.ts';
import type { ServerObservation } from '../../model/observation.ts';

/** The setup section of django-cors-headers' own documentation: where its middleware belongs. */
export const CORSHEADERS_SETUP = 'https://github.com/adamchainz/django-cors-headers#setup';
/** Its settings, one by one. */
export const CORSHEADERS_SETTINGS =
  'https://github.com/adamchainz/django-cors-headers#configuration';

/**
 * Whether an answer went through Django's SecurityMiddleware: it adds these two headers, with
 * these values, by default (django/conf/global_settings.py, since 3.0).
 */
export function passedSecurityMiddleware(list: HeaderList): boolean {
  return (
    headerIncludes(list, 'x-content-type-options', 'nosniff') &&
    get(list, 'referrer-policy')?.toLowerCase() === 'same-origin'
  );
}

/** Whether an answer went through XFrameOptionsMiddleware, the lowest of Django's own. */
export function passedFrameMiddleware(list: HeaderList): boolean {
  return /^(deny|sameorigin)$/i.test(get(list, 'x-frame-options') ?? '');
}

/** Whether anything that the server answered bears Django's marks. */
export function looksLikeDjango({ answers }: ServerObservation): boolean {
  return answers.some(
    ({ headers }) =>
      (passedSecurityMiddleware(headers) && passedFrameMiddleware(headers)) ||
      setsDjangoCookie(headers) ||
      (headerIncludes(headers, 'server', 'wsgiserver') && passedSecurityMiddleware(headers)),
  );
}

function setsDjangoCookie(list: HeaderList): boolean {
  return getAll(list, 'set-cookie').some((cookie) => /^\s*(csrftoken|sessionid)=/m.test(cookie));
}

/** Whether django-cors-headers (or its like) answered this server's requests at least once. */
export function corsMiddlewareSeen({ answers }: ServerObservation): boolean {
  return answers.some(({ headers }) => variesByOrigin(headers));
}
