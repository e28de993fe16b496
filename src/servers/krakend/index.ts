import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { jsonList } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * KrakenD: a namespace of its configuration, for the whole gateway.
 * @see https://www.krakend.io/docs/service-settings/cors/
 */
export const krakend = settingsStack({
  id: 'krakend',
  label: 'KrakenD',
  kind: 'configuration',
  docs: 'https://www.krakend.io/docs/service-settings/cors/',
  isProxy: true,
  marks: [
    headerSignal(
      0.95,
      'X-Krakend',
      /./,
      (line) => say`KrakenD sends ${line}.`.fr`KrakenD envoie ${line}.`,
    ),
    headerSignal(
      0.9,
      'X-Krakend-Completed',
      /./,
      (line) => say`KrakenD sends ${line}.`.fr`KrakenD envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: { methods: ['GET', 'HEAD', 'POST'] },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose, maxAge }) => [
    fileSnippet(
      'krakend.json',
      'json',
      say`Merge into ${code('extra_config')} at the root of the file, not into the one of an endpoint.
        Keep the origins that are there.`
        .fr`Fusionnez ces lignes avec ${code('extra_config')} à la racine du fichier, et non avec celui
        d’un point d’accès. Gardez les origines qui s’y trouvent.`,
      [
        '"security/cors": {',
        ...[
          `"allow_origins": ${jsonList(origins)}`,
          ...(methods.length > 0 ? [`"allow_methods": ${jsonList(methods)}`] : []),
          ...(headers.length > 0 ? [`"allow_headers": ${jsonList(headers)}`] : []),
          ...(expose.length > 0 ? [`"expose_headers": ${jsonList(expose)}`] : []),
          ...(maxAge === null ? [] : [`"max_age": "${maxAge}s"`]),
          `"allow_credentials": ${credentials}`,
        ].map((line, index, all) => `  ${line}${index < all.length - 1 ? ',' : ''}`),
        '}',
      ],
    ),
  ],
  restart: restarts('KrakenD'),
});
