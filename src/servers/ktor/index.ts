import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { kotlinString } from '../kit/literals.ts';
import { fileSnippet, isPlainHttpOrigin } from '../kit/product-settings.ts';
import { BUILD_AGAIN } from '../kit/restart.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Ktor with its plugin. */
export const ktor = settingsStack({
  id: 'ktor',
  label: phrase`Ktor · CORS plugin`.fr`Ktor · plugin CORS`,
  kind: 'code',
  docs: 'https://ktor.io/docs/server-cors.html',
  marks: [],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: { methods: ['GET', 'POST', 'HEAD'], headers: [] },
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => {
    if (!origins.every(isPlainHttpOrigin)) return null;
    const hosts = origins.map((origin) => {
      const [scheme = '', host = ''] = origin.split('://');
      return `    allowHost(${kotlinString(host)}, schemes = listOf(${kotlinString(scheme)}))`;
    });
    return [
      fileSnippet(
        'Application.kt',
        'text',
        say`Paste into ${code('Application.module()')}, above ${code('routing { … }')}, in place of
          the ${code('install(CORS)')} that is there.`
          .fr`Collez dans ${code('Application.module()')}, au-dessus de ${code('routing { … }')}, à
          la place du ${code('install(CORS)')} qui s’y trouve.`,
        [
          'install(io.ktor.server.plugins.cors.routing.CORS) {',
          ...hosts,
          ...(credentials ? ['    allowCredentials = true'] : []),
          ...methods.map((one) => `    allowMethod(io.ktor.http.HttpMethod(${kotlinString(one)}))`),
          ...headers.map((one) => `    allowHeader(${kotlinString(one)})`),
          ...expose.map((one) => `    exposeHeader(${kotlinString(one)})`),
          ...(headers.includes('content-type') ? ['    allowNonSimpleContentTypes = true'] : []),
          '}',
        ],
      ),
    ];
  },
  restart: BUILD_AGAIN,
  notes: [
    say`First add the dependency ${code('io.ktor:ktor-server-cors')}. Ktor refuses requests from
      other origins with 403.`
      .fr`Ajoutez d’abord la dépendance ${code('io.ktor:ktor-server-cors')}. Ktor refuse avec 403
      les requêtes d’autres origines.`,
  ],
});
