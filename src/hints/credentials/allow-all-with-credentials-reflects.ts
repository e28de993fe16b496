import type { HintRule } from '../../evidence/hint.ts';
import { groupBy } from '../../model/group-by.ts';
import { get } from '../../model/header-list.ts';
import { OPAQUE_ORIGIN } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { answersChosen, requestOrigin } from '../../model/seen-server.ts';
import { shownList } from '../../model/shown.ts';
import { CORSHEADERS_SETTINGS, looksLikeDjango } from '../../servers/django-cors-headers/marks.ts';

/** The server echoes any origin back, with credentials: it works, but is dangerous. */
export const allowAllWithCredentialsReflects: HintRule = {
  id: 'allow-all-with-credentials-reflects',
  detect: ({ server }) => {
    const origins = echoed(server).flatMap((one) => requestOrigin(one) ?? []);
    const opaque = origins.includes(OPAQUE_ORIGIN);
    if (origins.length < 2 && !opaque) return null;
    const django = looksLikeDjango(server);
    const inDjango = django
      ? say`, in Django with ${code('CORS_ALLOWED_ORIGINS')} instead of ${code('CORS_ALLOW_ALL_ORIGINS')}`
          .fr`, avec ${code('CORS_ALLOWED_ORIGINS')} au lieu de ${code('CORS_ALLOW_ALL_ORIGINS')}
          dans Django`
      : [];
    return {
      // A list may contain both origins; it should never contain `null`.
      confidence: opaque ? 0.9 : origins.length > 2 ? 0.75 : 0.4,
      text: say`Probably the server echoes any origin back: it allowed
        ${shownList(origins.slice(0, 5))} with credentials. If so, any site can read what your logged-in
        users see. Let it allow only a list of origins${inDjango}.`.fr`Le serveur renvoie
        probablement n’importe quelle origine : il a autorisé ${shownList(origins.slice(0, 5))} avec
        des informations d’identification. Si c’est le cas, n’importe quel site peut lire ce que
        voient vos utilisateurs connectés. Limitez-le à une liste d’origines${inDjango}.`,
      docs: django
        ? CORSHEADERS_SETTINGS
        : 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Credentials',
    };
  },
};

/** The first answer to each origin that got itself back, with credentials. */
const echoed = answersChosen((answers) => {
  const echoing = answers
    .filter(({ headers }) => get(headers, 'access-control-allow-credentials') === 'true')
    .filter((one) => get(one.headers, 'access-control-allow-origin') === requestOrigin(one));
  return [...groupBy(echoing, requestOrigin).values()].map(([first]) => first);
});
