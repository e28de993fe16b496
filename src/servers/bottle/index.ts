import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { pythonList, pythonString } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Bottle, which has no CORS setting. A hook does not reach its error pages, so the lines go around
 * the whole application.
 */
export const bottle = settingsStack({
  id: 'bottle',
  label: phrase`Bottle and WSGI · middleware`.fr`Bottle et WSGI · middleware`,
  kind: 'code',
  docs: 'https://bottlepy.org/docs/stable/recipes.html',
  basis: 'measured',
  marks: [
    headerSignal(
      0.35,
      'Server',
      /^WSGIServer\//,
      (line) =>
        say`Python’s own server, on which Bottle runs by default, sends ${line}.`
          .fr`Le serveur intégré de Python, que Bottle utilise par défaut, envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    const fixed = [
      ['Access-Control-Allow-Credentials', credentials ? ['true'] : []],
      ['Access-Control-Allow-Methods', methods],
      ['Access-Control-Allow-Headers', headers],
      ['Access-Control-Expose-Headers', expose],
    ] as const;
    return [
      fileSnippet(
        'app.py',
        'python',
        say`Paste below the last route, directly above ${code('app.run(…)')}. Write
          ${code('bottle.run(with_cors(app), …)')} there instead, with the same options. A WSGI
          server gets ${code('with_cors(app)')} too.`
          .fr`Collez sous la dernière route, juste au-dessus de ${code('app.run(…)')}. Écrivez-y
          plutôt ${code('bottle.run(with_cors(app), …)')}, avec les mêmes options. Un serveur WSGI
          reçoit lui aussi ${code('with_cors(app)')}.`,
        [
          `ALLOWED_ORIGINS = ${pythonList(origins)}`,
          'CORS_HEADERS = [',
          ...fixed
            .filter(([, values]) => values.length > 0)
            .map(([name, values]) => `    ("${name}", ${pythonString(values.join(', '))}),`),
          ']',
          '',
          '',
          'def with_cors(application):',
          '    def answer(environ, start_response):',
          '        origin = environ.get("HTTP_ORIGIN")',
          '        added = [("Vary", "Origin")]',
          '        if origin in ALLOWED_ORIGINS:',
          '            added += [("Access-Control-Allow-Origin", origin), *CORS_HEADERS]',
          '            if (',
          '                environ["REQUEST_METHOD"] == "OPTIONS"',
          '                and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in environ',
          '            ):',
          '                start_response("204 No Content", added)',
          '                return []',
          '',
          '        def start(status, headers, exc_info=None):',
          '            return start_response(status, [*headers, *added], exc_info)',
          '',
          '        return application(environ, start)',
          '',
          '    return answer',
        ],
      ),
    ];
  },
  notes: [
    say`Remove hooks and routes of your own that set ${code('Access-Control-…')} headers.`
      .fr`Retirez vos propres hooks et routes qui définissent des en-têtes
      ${code('Access-Control-…')}.`,
    say`The application without a name of its own is ${code('bottle.default_app()')}.`
      .fr`Si vous n’avez pas nommé l’application, c’est ${code('bottle.default_app()')}.`,
  ],
});
