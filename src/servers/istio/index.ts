import { get } from '../../model/header-list.ts';
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
  instead: [
    {
      id: 'istio-authorization',
      explainsStatus: true,
      // “RBAC: access denied” has 19 bytes.
      fits: ({ finding, status, headers }) =>
        finding.phase === 'preflight' && status === 403 && get(headers, 'content-length') === '19',
      words: () =>
        say`Let ${code('OPTIONS')} pass the ${code('AuthorizationPolicy')}: a rule with
          ${code('to: [{operation: {methods: ["OPTIONS"]}}]')} and without ${code('from')}. Istio
          denied the preflight request (403) before its ${code('corsPolicy')}, because browsers send
          no token with it.`
          .fr`Laissez ${code('OPTIONS')} passer l’${code('AuthorizationPolicy')} : une règle avec
          ${code('to: [{operation: {methods: ["OPTIONS"]}}]')} et sans ${code('from')}. Istio a refusé
          la requête préliminaire (403) avant sa ${code('corsPolicy')}, car les navigateurs
          n’envoient pas de jeton avec elle.`,
    },
  ],
  notes: [
    say`If a policy of Istio checks tokens, let ${code('OPTIONS')} pass it: browsers send no token
      with a preflight request.`
      .fr`Si une politique d’Istio vérifie les jetons, laissez-y passer ${code('OPTIONS')} : les
      navigateurs n’envoient pas de jeton avec une requête préliminaire.`,
  ],
});
