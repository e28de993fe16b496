import { has } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { yamlList } from '../kit/literals.ts';
import { headerOf, lineOf, pathSignal, portSignal } from '../kit/marks.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

const METHODS = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'HEAD', 'OPTIONS', 'TRACE'];

/**
 * Ory Hydra: rs/cors, off at first. A client of Hydra may list origins of its own too.
 * @see https://github.com/ory/hydra/blob/master/spec/config.json `cors`
 */
export const oryHydra = settingsStack({
  id: 'ory-hydra',
  label: 'Ory Hydra',
  kind: 'product',
  docs: 'https://www.ory.com/docs/hydra/guides/cors',
  marks: [
    portSignal(0.4, 4444, 'Hydra'),
    {
      // As fosite writes it, the library of Hydra. Servers of tokens in Java write it so too.
      weight: 0.3,
      seen: (one) =>
        parseUrl(one.url)?.pathname === '/oauth2/token' &&
        headerOf(one, 'content-type') === 'application/json;charset=UTF-8' &&
        headerOf(one, 'cache-control') === 'no-store' &&
        headerOf(one, 'pragma') === 'no-cache' &&
        !has(one.headers, 'x-amz-cognito-request-id'),
      evidence: (one) =>
        say`Hydra sends ${lineOf(one, 'Content-Type')} with a token.`
          .fr`Hydra envoie ${lineOf(one, 'Content-Type')} avec un jeton.`,
    },
    pathSignal(
      // Other servers of tokens have such addresses too.
      0.2,
      /^\/oauth2\/(?:token|revoke|introspect|sessions\/logout|device\/auth)$/,
      say`Hydra has such addresses.`.fr`Hydra utilise de telles adresses.`,
    ),
    pathSignal(
      0.9,
      /^\/oauth2\/fallbacks\/|^\/admin\/oauth2\/auth\/requests\//,
      say`Hydra has such addresses.`.fr`Hydra utilise de telles adresses.`,
    ),
  ],
  can: { origins: 'list', credentials: 'always', methods: 'set', headers: 'set', expose: 'set' },
  defaults: {
    methods: ['POST', 'GET', 'PUT', 'PATCH', 'DELETE'],
    headers: ['authorization', 'content-type'],
  },
  onlyMethods: METHODS,
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, methods, headers, expose, maxAge }) => [
    fileSnippet(
      'hydra.yml',
      'yaml',
      say`Merge into the ${code('serve:')} part of the file. Keep the origins that are there. As
        environment variables, the names are ${code('SERVE_PUBLIC_CORS_ENABLED')},
        ${code('SERVE_PUBLIC_CORS_ALLOWED_ORIGINS')} and so on.`
        .fr`Fusionnez ces lignes avec la partie ${code('serve:')} du fichier. Gardez les origines qui
        s’y trouvent. En variables d’environnement, les noms sont
        ${code('SERVE_PUBLIC_CORS_ENABLED')}, ${code('SERVE_PUBLIC_CORS_ALLOWED_ORIGINS')} et ainsi
        de suite.`,
      [
        'serve:',
        '  public:',
        '    cors:',
        '      enabled: true',
        `      allowed_origins: ${yamlList(origins)}`,
        ...(methods.length > 0 ? [`      allowed_methods: ${yamlList(methods)}`] : []),
        ...(headers.length > 0 ? [`      allowed_headers: ${yamlList(headers)}`] : []),
        ...(expose.length > 0 ? [`      exposed_headers: ${yamlList(expose)}`] : []),
        ...(maxAge === null ? [] : [`      max_age: ${maxAge}`]),
      ],
    ),
  ],
  restart: restarts('Hydra'),
  notes: [
    say`Each OAuth 2.0 client may also list its own origins in ${code('allowed_cors_origins')}: Hydra
      adds them to this list.`
      .fr`Chaque client OAuth 2.0 peut aussi lister ses propres origines dans
      ${code('allowed_cors_origins')} : Hydra les ajoute à cette liste.`,
  ],
  instead: [
    {
      id: 'hydra-authorize',
      fits: ({ url }) => url.pathname === '/oauth2/auth',
      words: () =>
        say`Navigate to ${code('/oauth2/auth')} with ${code('location')}, instead of requesting it from
          a script. It starts a login, and Hydra allows no page there.`
          .fr`Naviguez vers ${code('/oauth2/auth')} avec ${code('location')}, au lieu de l’appeler
          depuis un script. Cette adresse ouvre une connexion, et Hydra n’y autorise aucune page.`,
    },
  ],
});
