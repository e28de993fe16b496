import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { yamlList } from '../kit/literals.ts';
import { cookieSignal, headerSignal, pathSignal, portSignal } from '../kit/marks.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Ory Kratos: rs/cors. Without a list it allows every page, but none with cookies.
 * @see https://github.com/ory/kratos/blob/master/embedx/config.schema.json `cors`
 */
export const oryKratos = settingsStack({
  id: 'ory-kratos',
  label: 'Ory Kratos',
  kind: 'product',
  docs: 'https://www.ory.com/docs/kratos/guides/setting-up-cors',
  marks: [
    portSignal(0.4, 4433, 'Kratos'),
    pathSignal(
      0.85,
      /^\/sessions\/whoami$|^\/self-service\/(?:login|registration|recovery|verification|settings|logout|errors)(?:\/|$)/,
      say`Kratos has such addresses.`.fr`Kratos utilise de telles adresses.`,
    ),
    headerSignal(
      0.9,
      'X-Kratos-Authenticated-Identity-Id',
      /./,
      (line) => say`Kratos sends ${line}.`.fr`Kratos envoie ${line}.`,
    ),
    cookieSignal(
      0.5,
      /^csrf_token_[0-9a-f]{64}=/,
      say`Kratos sets the cookie ${code('csrf_token_…')}.`
        .fr`Kratos définit le cookie ${code('csrf_token_…')}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'always', methods: 'set', headers: 'set', expose: 'set' },
  defaults: {
    methods: ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'],
    headers: ['authorization', 'content-type', 'x-session-token'],
  },
  onlyMethods: ['POST', 'GET', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'HEAD', 'OPTIONS', 'TRACE'],
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, methods, headers, expose, maxAge }) => [
    fileSnippet(
      'kratos.yml',
      'yaml',
      say`Merge into the ${code('serve:')} part of the file. Keep the origins that are there, except a
        star: with cookies, browsers refuse ${code('*')}.`
        .fr`Fusionnez ces lignes avec la partie ${code('serve:')} du fichier. Gardez les origines qui
        s’y trouvent, sauf une étoile : avec des cookies, les navigateurs refusent ${code('*')}.`,
      [
        'serve:',
        '  public:',
        '    cors:',
        '      enabled: true',
        `      allowed_origins: ${yamlList(origins)}`,
        '      allow_credentials: true',
        ...(methods.length > 0 ? [`      allowed_methods: ${yamlList(methods)}`] : []),
        ...(headers.length > 0 ? [`      allowed_headers: ${yamlList(headers)}`] : []),
        ...(expose.length > 0 ? [`      exposed_headers: ${yamlList(expose)}`] : []),
        ...(maxAge === null ? [] : [`      max_age: ${maxAge}`]),
      ],
    ),
  ],
  restart: restarts('Kratos'),
  notes: [
    say`The page and Kratos need the same site: ${code('127.0.0.1')} and ${code('localhost')} are two
      sites, and the session’s cookie does not cross them.`
      .fr`La page et Kratos doivent être du même site : ${code('127.0.0.1')} et ${code('localhost')}
      sont deux sites, et le cookie de session ne passe pas de l’un à l’autre.`,
  ],
});
