import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { cookieSignal, headerOf } from '../kit/marks.ts';
import { NPM_CORS, npmCorsOptions } from '../kit/npm-cors.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Keystone 6: it gives its settings to the package cors. */
export const keystone = settingsStack({
  id: 'keystone',
  label: 'Keystone',
  kind: 'product',
  docs: 'https://keystonejs.com/docs/config/config#server',
  marks: [
    cookieSignal(
      0.95,
      /^keystonejs-session=/,
      say`Keystone sets the cookie ${code('keystonejs-session')}.`
        .fr`Keystone dépose le cookie ${code('keystonejs-session')}.`,
    ),
    {
      weight: 0.35,
      seen: (one) =>
        headerOf(one, 'x-powered-by') === 'Express' &&
        parseUrl(one.url)?.pathname === '/api/graphql',
      evidence: () =>
        say`Keystone answers at ${code('/api/graphql')}, and runs on Express.`
          .fr`Keystone répond à ${code('/api/graphql')}, et fonctionne sur Express.`,
    },
  ],
  ...NPM_CORS,
  write: (written) => [
    fileSnippet(
      'keystone.ts',
      'typescript',
      say`Paste inside ${code('server: { … }')} of ${code('config({ … })')}, in place of the
        ${code('cors')} that is there. Keep its other origins.`
        .fr`Collez à l’intérieur du ${code('server: { … }')} de ${code('config({ … })')}, à la place
        du ${code('cors')} qui s’y trouve. Gardez ses autres origines.`,
      ['cors: {', ...npmCorsOptions(written).map((line) => `  ${line}`), '},'],
    ),
  ],
  restart: restarts('Keystone'),
});
