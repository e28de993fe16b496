import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { jsonString } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * The cors plugin of Apache APISIX. It answers every OPTIONS request itself.
 * @see https://github.com/apache/apisix/blob/master/apisix/plugins/cors.lua
 */
export const apisix = settingsStack({
  id: 'apisix',
  label: phrase`Apache APISIX · cors plugin`.fr`Apache APISIX · plugin cors`,
  kind: 'configuration',
  docs: 'https://apisix.apache.org/docs/apisix/plugins/cors/',
  isProxy: true,
  marks: [
    headerSignal(
      0.95,
      'Server',
      /^APISIX(?:\/|$)/,
      (line) => say`APISIX sends ${line}.`.fr`APISIX envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    const fields = [
      ['allow_origins', jsonString(origins.join(','))],
      ['allow_credential', String(credentials)],
      ['allow_methods', jsonString(methods.join(','))],
      ['allow_headers', jsonString(headers.join(',') || 'content-type')],
      ['expose_headers', jsonString(expose.join(',') || 'content-length')],
    ];
    return [
      fileSnippet(
        'route',
        'json',
        say`Put into ${code('plugins')} of the route with the Dashboard or the Admin API, in place
          of the ${code('cors')} that is there.`
          .fr`Placez ceci dans ${code('plugins')} de la route, avec le Dashboard ou l’API Admin, à
          la place du plugin ${code('cors')} qui s’y trouve.`,
        [
          '"cors": {',
          ...fields.map(
            ([name, value], index) =>
              `  "${name}": ${value}${index < fields.length - 1 ? ',' : ''}`,
          ),
          '}',
        ],
      ),
    ];
  },
  restart: null,
  notes: [
    say`Keep all five values: APISIX writes ${code('*')} for a value that is missing, and accepts no
      ${code('*')} with credentials.`
      .fr`Gardez les cinq valeurs : APISIX écrit ${code('*')} à la place d’une valeur absente, et
      n’accepte pas ${code('*')} avec les informations d’identification.`,
  ],
});
