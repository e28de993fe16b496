import { findingOf } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { listElements } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shownList } from '../../model/shown.ts';
import { CORSHEADERS_SETTINGS, looksLikeDjango } from '../../servers/django-cors-headers/marks.ts';

/** The server lists `*` for methods or headers. With credentials that is a literal name. */
export const wildcardHeadersWithCredentials: HintRule = {
  id: 'wildcard-headers-with-credentials',
  detect: (context) => {
    const headers = findingOf(context, 'header-not-allowed')?.evidence;
    const method = findingOf(context, 'method-not-allowed')?.evidence;
    const names = isWildcard(headers?.received) ? (headers?.headers ?? []) : [];
    const methods = isWildcard(method?.received) && method !== undefined ? [method.method] : [];
    const missing = [...methods, ...names];
    if (missing.length === 0) return null;
    const django = looksLikeDjango(context.server);
    const inDjango =
      django && names.length > 0
        ? say`, in Django after ${code('*default_headers')} in ${code('CORS_ALLOW_HEADERS')}`.fr`,
          dans Django après ${code('*default_headers')} dans ${code('CORS_ALLOW_HEADERS')}`
        : [];
    return {
      confidence: 0.95,
      text: say`List ${shownList(missing)} by name${inDjango}. The server lists ${code('*')}, which covers
        nothing when a request has credentials.`.fr`Nommez ${shownList(missing)} dans la
        liste${inDjango}. Le serveur y met ${code('*')}, qui ne couvre rien quand une requête porte
        des informations d’identification.`,
      docs: django
        ? CORSHEADERS_SETTINGS
        : 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
    };
  },
};

const isWildcard = (received: string | null | undefined): boolean =>
  listElements(received ?? '').includes('*');
