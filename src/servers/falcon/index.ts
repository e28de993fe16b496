import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { pythonList } from '../kit/literals.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Falcon with its own middleware. It allows the methods that the resource has, and any header.
 * @see https://github.com/falconry/falcon/blob/master/falcon/middleware.py
 */
export const falcon = settingsStack({
  id: 'falcon',
  label: 'Falcon · CORSMiddleware',
  kind: 'code',
  docs: 'https://falcon.readthedocs.io/en/stable/api/cors.html',
  basis: 'measured',
  marks: [],
  can: { origins: 'list', credentials: 'set', methods: 'any', headers: 'any', expose: 'set' },

  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins, credentials, expose }) => [
    fileSnippet(
      'app.py',
      'python',
      say`Paste in place of ${code('falcon.App()')}. With ASGI, it is ${code('falcon.asgi.App')}.
        Keep the other middleware in the list, below this one.`
        .fr`Collez à la place de ${code('falcon.App()')}. Avec ASGI, c’est
        ${code('falcon.asgi.App')}. Gardez les autres middlewares dans la liste, sous celui-ci.`,
      [
        'app = falcon.App(',
        '    middleware=[',
        '        falcon.CORSMiddleware(',
        `            allow_origins=${pythonList(origins)},`,
        ...(credentials ? [`            allow_credentials=${pythonList(origins)},`] : []),
        ...(expose.length > 0 ? [`            expose_headers=${pythonList(expose)},`] : []),
        '        ),',
        '    ],',
        ')',
      ],
    ),
  ],

  notes: [
    say`Remove ${code('cors_enable=True')}: it allows every origin.`
      .fr`Retirez ${code('cors_enable=True')} : cette option autorise toutes les origines.`,
    say`Let no other middleware refuse ${code('OPTIONS')}, such as one that checks tokens.`
      .fr`Ne laissez aucun autre middleware refuser ${code('OPTIONS')}, par exemple un middleware
      qui vérifie les jetons.`,
  ],
});
