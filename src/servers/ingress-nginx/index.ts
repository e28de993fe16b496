import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { yamlString } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { fileSnippet, isPlainHttpOrigin } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Its controller refuses an annotation with any other header name. */
const isAccepted = (name: string): boolean => /^[A-Za-z0-9_-]+$/.test(name);

/** Ingress-NGINX in Kubernetes, set by annotations of the Ingress. */
export const ingressNginx = settingsStack({
  id: 'ingress-nginx',
  label: phrase`nginx Ingress in Kubernetes · annotations`
    .fr`nginx Ingress dans Kubernetes · annotations`,
  kind: 'configuration',
  docs: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#enable-cors',
  isProxy: true,
  marks: [
    headerSignal(
      0.45,
      'Strict-Transport-Security',
      /^max-age=15724800; includeSubDomains$/,
      (line) =>
        say`Ingress-NGINX sends ${line} by default.`.fr`Par défaut, Ingress-NGINX envoie ${line}.`,
    ),
    headerSignal(
      0.45,
      'Access-Control-Allow-Headers',
      /^DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Range,Authorization$/,
      (line) =>
        say`Ingress-NGINX sends ${line} by default.`.fr`Par défaut, Ingress-NGINX envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: {
    methods: ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS'],
    headers: [
      'dnt',
      'keep-alive',
      'user-agent',
      'x-requested-with',
      'if-modified-since',
      'cache-control',
      'content-type',
      'range',
      'authorization',
    ],
  },
  answers: { preflightStatus: 204, varies: 'never' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    const names = [...headers, ...expose];
    if (!origins.every(isPlainHttpOrigin) || !names.every(isAccepted)) return null;
    const annotation = (name: string, value: string) =>
      `nginx.ingress.kubernetes.io/${name}: ${yamlString(value)}`;
    return [
      fileSnippet(
        'ingress.yaml',
        'yaml',
        say`Paste below ${code('metadata.annotations')} of the ${code('Ingress')}, in place of the
          lines with the same names. Then apply the file with ${code('kubectl apply')}.`
          .fr`Collez sous ${code('metadata.annotations')} de l’objet ${code('Ingress')}, à la place
          des lignes du même nom. Appliquez ensuite le fichier avec ${code('kubectl apply')}.`,
        [
          annotation('enable-cors', 'true'),
          annotation('cors-allow-origin', origins.join(', ')),
          annotation('cors-allow-credentials', String(credentials)),
          ...(methods.length > 0 ? [annotation('cors-allow-methods', methods.join(', '))] : []),
          ...(headers.length > 0 ? [annotation('cors-allow-headers', headers.join(', '))] : []),
          ...(expose.length > 0 ? [annotation('cors-expose-headers', expose.join(', '))] : []),
        ],
      ),
    ];
  },
  restart: null,
  notes: [
    say`Remove the CORS code of the application behind it, or of the Ingress: browsers reject two
      headers.`.fr`Retirez le code CORS de l’application derrière lui, ou celui de l’Ingress : les
      navigateurs rejettent deux en-têtes.`,
    say`Keep the line with ${code('cors-allow-credentials')}: without it, every allowed origin may
      send cookies.`
      .fr`Gardez la ligne avec ${code('cors-allow-credentials')} : sans elle, toute origine
      autorisée peut envoyer des cookies.`,
  ],
});
