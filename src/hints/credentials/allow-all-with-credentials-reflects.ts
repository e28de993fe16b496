import type { HintRule } from '../../evidence/hint.ts';
import { get } from '../../model/header-list.ts';
import { requestOrigin } from '../../model/observation.ts';
import { code } from '../../model/prose.ts';
import { shownList } from '../../model/shown.ts';
import { CORSHEADERS_SETTINGS, looksLikeDjango } from '../../servers/django-cors-headers/marks.ts';

/** The server gives whoever asks its own origin back, with credentials: it works, dangerously. */
export const allowAllWithCredentialsReflects: HintRule = {
  id: 'allow-all-with-credentials-reflects',
  detect: ({ server }) => {
    const echoed = server.answers
      .filter(({ headers }) => get(headers, 'access-control-allow-credentials') === 'true')
      .filter((one) => get(one.headers, 'access-control-allow-origin') === requestOrigin(one))
      .flatMap((one) => requestOrigin(one) ?? []);
    const origins = [...new Set<string>(echoed)];
    const opaque = origins.includes('null');
    if (origins.length < 2 && !opaque) return null;
    return {
      // Two origins may well both stand in a list; `null` never should.
      confidence: opaque ? 0.9 : origins.length > 2 ? 0.75 : 0.4,
      text: [
        'The server allows ',
        ...shownList(origins.slice(0, 5)),
        ' with credentials, each by name, as one does that allows whoever asks. If it does, any site can read what your logged-in users see: let it allow a list of origins',
        ...(looksLikeDjango(server)
          ? [
              ', in Django ',
              code('CORS_ALLOWED_ORIGINS'),
              ' instead of ',
              code('CORS_ALLOW_ALL_ORIGINS'),
            ]
          : []),
        '.',
      ],
      docs: looksLikeDjango(server)
        ? CORSHEADERS_SETTINGS
        : 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Credentials',
    };
  },
};
