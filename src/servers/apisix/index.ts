import { code, prose } from '../../model/prose.ts';
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
  label: 'Apache APISIX · cors plugin',
  kind: 'configuration',
  docs: 'https://apisix.apache.org/docs/apisix/plugins/cors/',
  isProxy: true,
  marks: [headerSignal(0.95, 'Server', /^APISIX(?:\/|$)/, (line) => prose`APISIX sends ${line}.`)],
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
        prose`Put into ${code('plugins')} of the route with the Dashboard or the Admin API, in place of the
          ${code('cors')} that is there.`,
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
    prose`Keep all five values: APISIX writes ${code('*')} for a value that is missing, and accepts no
      ${code('*')} with credentials.`,
  ],
});
