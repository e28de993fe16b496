import { code, prose } from '../../model/prose.ts';
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
  marks: [headerSignal(0.9, 'Server', /^istio-envoy$/, (line) => prose`Istio sends ${line}.`)],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'virtual-service.yaml',
      'yaml',
      prose`Paste beside ${code('route')} in each ${code('http')} rule of the
        ${code('VirtualService')}. Then apply the file with ${code('kubectl apply')}.`,
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
    prose`If a policy of Istio checks tokens, let ${code('OPTIONS')} pass it: browsers send no token with
      a preflight request.`,
  ],
});
