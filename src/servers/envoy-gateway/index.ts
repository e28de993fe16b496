import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { yamlList } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet, isPlainHttpOrigin } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Envoy Gateway in Kubernetes, set by a SecurityPolicy. */
export const envoyGateway = settingsStack({
  id: 'envoy-gateway',
  label: 'Envoy Gateway · SecurityPolicy',
  kind: 'configuration',
  docs: 'https://gateway.envoyproxy.io/docs/tasks/security/cors/',
  isProxy: true,
  marks: [
    headerSignal(
      0.35,
      'Server',
      /^envoy$/,
      (line) => say`Envoy sends ${line}.`.fr`Envoy envoie ${line}.`,
    ),
    headerSignal(
      0.2,
      'X-Envoy-Upstream-Service-Time',
      /^\d+$/,
      (line) => say`Envoy sends ${line}.`.fr`Envoy envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins, credentials, methods, headers, expose }) =>
    origins.every(isPlainHttpOrigin)
      ? [
          fileSnippet(
            'cors.yaml',
            'yaml',
            say`Paste into a new file, and set ${code('ROUTE')} to the name of your
              ${code('HTTPRoute')}. Then apply the file with ${code('kubectl apply')}, in the
              namespace of the route.`
              .fr`Collez dans un nouveau fichier, et donnez à ${code('ROUTE')} le nom de votre
              ${code('HTTPRoute')}. Appliquez ensuite le fichier avec ${code('kubectl apply')}, dans
              le namespace de la route.`,
            [
              'apiVersion: gateway.envoyproxy.io/v1alpha1',
              'kind: SecurityPolicy',
              'metadata:',
              '  name: cors',
              'spec:',
              '  targetRefs:',
              '    - group: gateway.networking.k8s.io',
              '      kind: HTTPRoute',
              '      name: ROUTE',
              '  cors:',
              `    allowOrigins: ${yamlList(origins)}`,
              ...(credentials ? ['    allowCredentials: true'] : []),
              ...(methods.length > 0 ? [`    allowMethods: ${yamlList(methods)}`] : []),
              ...(headers.length > 0 ? [`    allowHeaders: ${yamlList(headers)}`] : []),
              ...(expose.length > 0 ? [`    exposeHeaders: ${yamlList(expose)}`] : []),
            ],
          ),
        ]
      : null,
  restart: null,
  notes: [
    say`If the route has a ${code('SecurityPolicy')} already, add the ${code('cors')} part to that
      one.`
      .fr`Si la route a déjà une ${code('SecurityPolicy')}, ajoutez-y la partie ${code('cors')}.`,
  ],
});
