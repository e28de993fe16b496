import { code, prose } from '../../model/prose.ts';
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
  label: 'Bottle and WSGI · middleware',
  kind: 'code',
  docs: 'https://bottlepy.org/docs/stable/recipes.html',
  basis: 'measured',
  marks: [
    headerSignal(
      0.35,
      'Server',
      /^WSGIServer\//,
      (line) => prose`Python’s own server, on which Bottle runs by default, sends ${line}.`,
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
        prose`Paste below the last route, directly above ${code('app.run(…)')}. Write
          ${code('bottle.run(with_cors(app), …)')} there instead, with the same options. A WSGI server
          gets ${code('with_cors(app)')} too.`,
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
    prose`Remove hooks and routes of your own that set ${code('Access-Control-…')} headers.`,
    prose`The application without a name of its own is ${code('bottle.default_app()')}.`,
  ],
});
