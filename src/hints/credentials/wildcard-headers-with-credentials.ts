import { findingOf } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code } from '../../model/prose.ts';
import { shownList } from '../../model/shown.ts';
import { CORSHEADERS_SETTINGS, looksLikeDjango } from '../../servers/django-cors-headers/marks.ts';

/** The server lists `*` for methods or headers, which credentials take literally. */
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
    return {
      confidence: 0.95,
      text: [
        'The server lists ',
        code('*'),
        ', which means nothing but itself for a request with credentials. List ',
        ...shownList(missing),
        ' by name',
        ...(django && names.length > 0
          ? [', in Django after ', code('*default_headers'), ' in ', code('CORS_ALLOW_HEADERS')]
          : []),
        '.',
      ],
      docs: django
        ? CORSHEADERS_SETTINGS
        : 'https://fetch.spec.whatwg.org/#cors-protocol-and-credentials',
    };
  },
};

function isWildcard(received: string | null | undefined): boolean {
  return (received ?? '').split(',').some((element) => element.trim() === '*');
}
