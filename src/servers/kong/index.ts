import { has } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { yamlList } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet, isPlainHttpOrigin } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Kong's cors plugin. A value with other characters than those of a plain origin is a pattern, so
 * none is written.
 * @see https://github.com/Kong/kong/blob/master/kong/plugins/cors/handler.lua
 */
export const kong = settingsStack({
  id: 'kong',
  label: phrase`Kong Gateway · cors plugin`.fr`Kong Gateway · plugin cors`,
  kind: 'configuration',
  docs: 'https://developer.konghq.com/plugins/cors/',
  isProxy: true,
  marks: [
    headerSignal(
      0.8,
      'X-Kong-Proxy-Latency',
      /^\d+$/,
      (line) => say`Kong sends ${line}.`.fr`Kong envoie ${line}.`,
    ),
    headerSignal(
      0.8,
      'X-Kong-Response-Latency',
      /^\d+$/,
      (line) => say`Kong sends ${line}.`.fr`Kong envoie ${line}.`,
    ),
    headerSignal(
      0.9,
      'Server',
      /^kong\//i,
      (line) => say`Kong sends ${line}.`.fr`Kong envoie ${line}.`,
    ),
    headerSignal(
      0.8,
      'Via',
      /\bkong\//i,
      (line) => say`Kong sends ${line}.`.fr`Kong envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: {
    methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'],
    headers: 'any',
  },
  onlyMethods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'],
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose, maxAge }) =>
    origins.every(isPlainHttpOrigin)
      ? [
          fileSnippet(
            'kong.yaml',
            'yaml',
            say`Add to ${code('plugins')} of the service or route, in place of the ${code('cors')}
              that is there. Then run ${code('deck gateway sync')}, or reload Kong if it runs
              without a database.`
              .fr`Ajoutez ceci aux ${code('plugins')} du service ou de la route, à la place du
              ${code('cors')} qui s’y trouve. Lancez ensuite ${code('deck gateway sync')}, ou
              rechargez Kong s’il fonctionne sans base de données.`,
            [
              '- name: cors',
              '  config:',
              `    origins: ${yamlList(origins)}`,
              ...(credentials ? ['    credentials: true'] : []),
              ...(methods.length > 0 ? [`    methods: ${yamlList(methods)}`] : []),
              ...(headers.length > 0 ? [`    headers: ${yamlList(headers)}`] : []),
              ...(expose.length > 0 ? [`    exposed_headers: ${yamlList(expose)}`] : []),
              ...(maxAge === null ? [] : [`    max_age: ${maxAge}`]),
            ],
          ),
        ]
      : null,
  instead: [
    {
      id: 'kong-no-route',
      explainsStatus: true,
      fits: ({ finding, status, headers }) =>
        finding.phase === 'preflight' &&
        status === 404 &&
        !has(headers, 'x-kong-upstream-latency') &&
        !has(headers, 'x-kong-proxy-latency'),
      words: ({ url }) =>
        say`Add ${code('OPTIONS')} to ${code('methods')} of the route, or remove that list. Kong finds
          no route for ${code('OPTIONS')} at ${shown(url)}, so its ${code('cors')} plugin never runs.
          The plugin belongs on this route, its service, or everywhere.`
          .fr`Ajoutez ${code('OPTIONS')} aux ${code('methods')} de la route, ou retirez cette liste.
          Kong ne trouve aucune route pour ${code('OPTIONS')} à ${shown(url)}, donc son plugin
          ${code('cors')} ne s’exécute jamais. Ce plugin doit être sur cette route, sur son service,
          ou partout.`,
    },
    {
      id: 'kong-key',
      explainsStatus: true,
      fits: ({ finding, status }) => finding.phase === 'actual' && status === 401,
      words: () =>
        say`Send the key or token that Kong asks for: it refused the request (401), and your server
          never got it. No CORS setting helps.`
          .fr`Envoyez la clé ou le jeton que Kong demande : il a refusé la requête (401), et votre
          serveur ne l’a jamais reçue. Aucun réglage CORS n’y change rien.`,
    },
  ],
  restart: null,
  notes: [
    say`If the route lists its ${code('methods')}, add ${code('OPTIONS')} there: otherwise Kong
      finds no route for the preflight request.`
      .fr`Si la route liste ses ${code('methods')}, ajoutez-y ${code('OPTIONS')} : sinon, Kong ne
      trouve aucune route pour la requête préliminaire.`,
  ],
});
