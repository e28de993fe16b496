import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { jsonList } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet, isPlainHttpOrigin } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Tyk Gateway: a part of each API’s definition. A star in an origin is a pattern there. */
export const tyk = settingsStack({
  id: 'tyk',
  label: 'Tyk Gateway',
  kind: 'configuration',
  docs: 'https://tyk.io/docs/api-management/security-features/',
  isProxy: true,
  marks: [
    headerSignal(
      0.95,
      'X-Generator',
      /^tyk\.io$/,
      (line) => say`Tyk sends ${line}.`.fr`Tyk envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: {
    methods: ['GET', 'POST', 'HEAD'],
    headers: ['origin', 'accept', 'content-type', 'x-requested-with'],
  },
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose, maxAge }) =>
    origins.every(isPlainHttpOrigin)
      ? [
          fileSnippet(
            phrase`API definition`.fr`définition de l’API`,
            'json',
            say`Paste into the definition of this API, in place of its ${code('CORS')}. The dashboard
              has the same fields under the advanced options of the API. Keep its other origins.`
              .fr`Collez dans la définition de cette API, à la place de son ${code('CORS')}. Le tableau
              de bord a les mêmes champs parmi les options avancées de l’API. Gardez ses autres
              origines.`,
            [
              '"CORS": {',
              '  "enable": true,',
              '  "options_passthrough": false,',
              `  "allowed_origins": ${jsonList(origins)},`,
              ...(methods.length > 0 ? [`  "allowed_methods": ${jsonList(methods)},`] : []),
              ...(headers.length > 0 ? [`  "allowed_headers": ${jsonList(headers)},`] : []),
              ...(expose.length > 0 ? [`  "exposed_headers": ${jsonList(expose)},`] : []),
              ...(maxAge === null ? [] : [`  "max_age": ${maxAge},`]),
              `  "allow_credentials": ${String(credentials)}`,
              '},',
            ],
          ),
        ]
      : null,
  restart: {
    text: say`Save the API in the dashboard, or reload Tyk if it reads files.`
      .fr`Enregistrez l’API dans le tableau de bord, ou rechargez Tyk s’il lit des fichiers.`,
    command: null,
  },
  instead: [
    {
      id: 'tyk-twice',
      fits: ({ finding }) => finding.cause === 'multiple-allow-origin-values',
      words: () =>
        say`Turn off ${code('CORS.enable')} in Tyk’s definition of this API, and turn on
          ${code('options_passthrough')}. The service behind Tyk sends the header too.`
          .fr`Désactivez ${code('CORS.enable')} dans la définition de cette API chez Tyk, et activez
          ${code('options_passthrough')}. Le service placé derrière Tyk envoie aussi cet en-tête.`,
    },
    {
      id: 'tyk-key',
      explainsStatus: true,
      fits: ({ finding, status }) =>
        finding.phase === 'actual' && (status === 401 || status === 403),
      words: () =>
        say`Send the key or token that Tyk asks for: it refused the request itself, and the service
          behind it never got it. No CORS setting helps.`
          .fr`Envoyez la clé ou le jeton que Tyk demande : il a refusé lui-même la requête, et le
          service placé derrière ne l’a jamais reçue. Aucun réglage CORS n’y change rien.`,
    },
  ],
});
