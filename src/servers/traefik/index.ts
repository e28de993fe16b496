import { get, has } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { yamlList, yamlString } from '../kit/literals.ts';
import { headerSignal, lineOf } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack, type Written } from '../kit/settings-stack.ts';

const LABEL = 'traefik.http.middlewares.cors.headers';

/** The options of the headers middleware, under the names that files and labels share. */
const optionsOf = ({ origins, credentials, methods, headers, expose, maxAge }: Written) => [
  ['accessControlAllowOriginList', origins] as const,
  ...(credentials ? [['accessControlAllowCredentials', true] as const] : []),
  ...(methods.length > 0 ? [['accessControlAllowMethods', methods] as const] : []),
  ...(headers.length > 0 ? [['accessControlAllowHeaders', headers] as const] : []),
  ...(expose.length > 0 ? [['accessControlExposeHeaders', expose] as const] : []),
  ...(maxAge === null ? [] : [['accessControlMaxAge', maxAge] as const]),
  ['addVaryHeader', true] as const,
];

/**
 * The headers middleware of Traefik, which answers preflights itself. Traefik does not name itself
 * in its answers.
 * @see https://github.com/traefik/traefik/blob/master/pkg/middlewares/headers/header.go
 */
export const traefik = settingsStack({
  id: 'traefik',
  label: phrase`Traefik · headers middleware`.fr`Traefik · middleware d’en-têtes`,
  kind: 'configuration',
  docs: 'https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/headers/#cors-headers',
  isProxy: true,
  marks: [
    headerSignal(
      0.7,
      'WWW-Authenticate',
      /^(?:Basic|Digest) realm="traefik"/,
      (line) => say`Traefik’s login sends ${line}.`.fr`La connexion de Traefik envoie ${line}.`,
    ),
    {
      // Its preflights name the age and the lists even for an origin that it does not allow.
      weight: 0.5,
      seen: ({ kind, status, headers }) =>
        kind === 'preflight' &&
        status === 200 &&
        get(headers, 'content-length') === '0' &&
        has(headers, 'access-control-max-age') &&
        !has(headers, 'access-control-allow-origin') &&
        !has(headers, 'vary') &&
        !has(headers, 'server'),
      evidence: (one) =>
        say`Traefik sends ${lineOf(one, 'Access-Control-Max-Age')} to pages that it does not allow
          too.`
          .fr`Traefik envoie ${lineOf(one, 'Access-Control-Max-Age')} même aux pages qu’il n’autorise
          pas.`,
    },
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  answers: { preflightStatus: 200, varies: 'always' },
  write: (values) => {
    const options = optionsOf(values);
    return [
      fileSnippet(
        'dynamic.yml',
        'yaml',
        say`If your routers are in a file, merge this into the dynamic configuration. Then add
          ${code('cors')} to the ${code('middlewares')} of the router, before those that ask for a
          login.`
          .fr`Si vos routeurs sont dans un fichier, fusionnez ces lignes avec la configuration
          dynamique. Ajoutez ensuite ${code('cors')} aux ${code('middlewares')} du routeur, avant ceux
          qui exigent une connexion.`,
        [
          'http:',
          '  middlewares:',
          '    cors:',
          '      headers:',
          ...options.map(
            ([name, value]) =>
              `        ${name}: ${typeof value === 'object' ? yamlList(value) : value}`,
          ),
        ],
      ),
      fileSnippet(
        'compose.yaml',
        'yaml',
        say`If your routers are Docker labels, add these to ${code('labels')} of the service. Then
          set ${code('traefik.http.routers.NAME.middlewares=cors')} for its router.`
          .fr`Si vos routeurs sont des labels Docker, ajoutez ces lignes aux ${code('labels')} du
          service. Définissez ensuite ${code('traefik.http.routers.NAME.middlewares=cors')} pour son
          routeur.`,
        options.map(
          ([name, value]) =>
            `- ${yamlString(`${LABEL}.${name.toLowerCase()}=${typeof value === 'object' ? value.join(',') : value}`)}`,
        ),
      ),
    ];
  },
  restart: null,
  notes: [
    say`Write each origin with its scheme and port: Traefik compares the whole origin.`
      .fr`Écrivez chaque origine avec son schéma et son port : Traefik compare l’origine entière.`,
    say`In Kubernetes, put the same ${code('headers')} into the ${code('spec')} of a
      ${code('Middleware')}, and name it in the ${code('IngressRoute')}.`
      .fr`Dans Kubernetes, mettez les mêmes ${code('headers')} dans la partie ${code('spec')} d’un
      ${code('Middleware')}, et nommez-le dans la ressource ${code('IngressRoute')}.`,
  ],
});
