import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal } from '../kit/marks.ts';
import { fieldSnippet, fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Discourse: a variable turns CORS on, and a setting of the site lists the origins.
 * @see https://github.com/discourse/discourse/blob/main/config/initializers/008-rack-cors.rb
 */
export const discourse = settingsStack({
  id: 'discourse',
  label: 'Discourse',
  kind: 'product',
  docs: 'https://meta.discourse.org/t/setup-cross-origin-resource-sharing-cors/271587',
  marks: [
    headerSignal(
      0.95,
      'X-Discourse-Route',
      /./,
      (line) => say`Discourse sends ${line}.`.fr`Discourse envoie ${line}.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'always',
    methods: ['POST', 'PUT', 'GET', 'OPTIONS', 'DELETE'],
    headers: [
      'content-type',
      'cache-control',
      'x-requested-with',
      'x-csrf-token',
      'discourse-present',
      'user-api-key',
      'user-api-client-id',
      'authorization',
    ],
    expose: [],
  },
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins }) => [
    fileSnippet(
      'containers/app.yml',
      'yaml',
      say`Add to ${code('env:')}, unless the line is there.`
        .fr`Ajoutez à ${code('env:')}, sauf si la ligne y est déjà.`,
      ['  DISCOURSE_ENABLE_CORS: true'],
    ),
    fieldSnippet(
      'cors origins',
      say`In Discourse, open Admin, Settings, and search for ${code('cors origins')}. Add this:
        it counts at once.`
        .fr`Dans Discourse, ouvrez Admin, Settings, et cherchez ${code('cors origins')}. Ajoutez
        ceci : cela compte aussitôt.`,
      origins,
    ),
  ],
  restart: {
    text: say`Rebuild the container, if ${code('app.yml')} changed.`
      .fr`Reconstruisez le conteneur, si ${code('app.yml')} a changé.`,
    command: './launcher rebuild app',
  },
});
