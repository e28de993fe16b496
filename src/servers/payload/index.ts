import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { javascriptList } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** The request headers that it always allows: its own list only adds to them. */
const ALWAYS = [
  'origin',
  'x-requested-with',
  'content-type',
  'accept',
  'authorization',
  'content-encoding',
  'x-apollo-tracing',
];

/**
 * Payload: a list of origins in its configuration, and one of further request headers.
 * @see https://github.com/payloadcms/payload/blob/main/packages/payload/src/utilities/headersWithCors.ts
 */
export const payload = settingsStack({
  id: 'payload',
  label: 'Payload',
  kind: 'product',
  docs: 'https://payloadcms.com/docs/configuration/overview#cors',
  marks: [
    headerSignal(
      0.95,
      'X-Powered-By',
      /\bPayload\b/,
      (line) => say`Payload sends ${line}.`.fr`Payload envoie ${line}.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'always',
    methods: ['PUT', 'PATCH', 'POST', 'GET', 'DELETE', 'OPTIONS'],
    headers: 'set',
    expose: [],
  },
  defaults: { headers: ALWAYS },
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins, headers }) => [
    fileSnippet(
      'payload.config.ts',
      'typescript',
      say`Paste inside ${code('buildConfig({ … })')}, in place of the ${code('cors')} that is there.
        Keep its other origins.`
        .fr`Collez à l’intérieur de ${code('buildConfig({ … })')}, à la place du ${code('cors')} qui
        s’y trouve. Gardez ses autres origines.`,
      headers.length === 0
        ? [`cors: ${javascriptList(origins)},`]
        : [
            'cors: {',
            `  origins: ${javascriptList(origins)},`,
            `  headers: ${javascriptList(headers.filter((name) => !ALWAYS.includes(name)))},`,
            '},',
          ],
    ),
  ],
  restart: restarts('Payload'),
  notes: [
    say`For requests with cookies, list the page in ${code('csrf')} too.`
      .fr`Pour des requêtes avec cookies, ajoutez aussi la page à ${code('csrf')}.`,
  ],
});
