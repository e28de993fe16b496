import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { cookieSignal, headerOf, lineOf } from '../kit/marks.ts';
import { fileSnippet, plainList, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Gitea: a section of its app.ini.
 * @see https://github.com/go-gitea/gitea/blob/main/modules/setting/cors.go
 */
export const gitea = settingsStack({
  id: 'gitea',
  label: phrase`Gitea and Forgejo`.fr`Gitea et Forgejo`,
  kind: 'product',
  docs: 'https://docs.gitea.com/administration/config-cheat-sheet#cors-cors',
  marks: [
    cookieSignal(
      0.9,
      /^i_like_(?:gitea|forgejo)=/,
      say`Gitea sets the cookie ${code('i_like_gitea')}.`
        .fr`Gitea définit le cookie ${code('i_like_gitea')}.`,
    ),
    {
      weight: 0.85,
      seen: (one) =>
        /^max-age=0, private, must-revalidate(?:, no-transform)?$/.test(
          headerOf(one, 'cache-control'),
        ) && /^\/api\/v1\//.test(parseUrl(one.url)?.pathname ?? ''),
      evidence: (one) =>
        say`Gitea’s API has such addresses, and sends ${lineOf(one, 'Cache-Control')}.`
          .fr`L’API de Gitea utilise de telles adresses, et envoie ${lineOf(one, 'Cache-Control')}.`,
    },
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: [] },
  defaults: {
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    headers: ['content-type', 'user-agent', 'authorization', 'x-gitea-otp'],
  },
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, credentials, methods, headers }) => {
    const [allowed, verbs, names] = [origins, methods, headers].map(plainList);
    if ((methods.length > 0 && verbs === null) || (headers.length > 0 && names === null)) {
      return null;
    }
    return [
      fileSnippet(
        'app.ini',
        'text',
        say`Add to the section of the same name, in place of the lines with the same names.`
          .fr`Ajoutez à la section du même nom, à la place des lignes des mêmes noms.`,
        [
          '[cors]',
          'ENABLED = true',
          `ALLOW_DOMAIN = ${allowed}`,
          `ALLOW_CREDENTIALS = ${credentials}`,
          ...(methods.length > 0 ? [`METHODS = ${verbs}`] : []),
          ...(headers.length > 0 ? [`HEADERS = ${names}`] : []),
        ],
      ),
    ];
  },
  restart: restarts('Gitea'),
  notes: [
    say`Send an access token in ${code('Authorization')}, which Gitea allows anyway.`
      .fr`Envoyez un jeton d’accès dans ${code('Authorization')}, que Gitea autorise de toute
      façon.`,
  ],
});
