import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { yamlList, yamlString } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** The CORS policy of a route in Istio. Its Envoy answers preflights itself. */
export const istio = settingsStack({
  id: 'istio',
  label: 'Istio · corsPolicy',
  kind: 'configuration',
  docs: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/#CorsPolicy',
  isProxy: true,
  marks: [
    headerSignal(
      0.9,
      'Server',
      /^istio-envoy$/,
      (line) => say`Istio sends ${line}.`.fr`Istio envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'virtual-service.yaml',
      'yaml',
      say`Paste beside ${code('route')} in each ${code('http')} rule of the
        ${code('VirtualService')}. Then apply the file with ${code('kubectl apply')}.`
        .fr`Collez à côté de ${code('route')} dans chaque règle ${code('http')} du
        ${code('VirtualService')}. Appliquez ensuite le fichier avec ${code('kubectl apply')}.`,
      [
        'corsPolicy:',
        '  allowOrigins:',
        ...origins.map((origin) => `    - exact: ${yamlString(origin)}`),
        ...(credentials ? ['  allowCredentials: true'] : []),
        ...(methods.length > 0 ? [`  allowMethods: ${yamlList(methods)}`] : []),
        ...(headers.length > 0 ? [`  allowHeaders: ${yamlList(headers)}`] : []),
        ...(expose.length > 0 ? [`  exposeHeaders: ${yamlList(expose)}`] : []),
      ],
    ),
  ],
  restart: null,
  notes: [
    say`If a policy of Istio checks tokens, let ${code('OPTIONS')} pass it: browsers send no token
      with a preflight request.`
      .fr`Si une politique d’Istio vérifie les jetons, laissez-y passer ${code('OPTIONS')} : les
      navigateurs n’envoient pas de jeton avec une requête préliminaire.`,
  ],
});
