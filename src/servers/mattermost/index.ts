import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal, pathSignal } from '../kit/marks.ts';
import { fieldSnippet, isPlainHttpOrigin, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Mattermost: rs/cors with a list from the System Console, off at first.
 * @see https://github.com/mattermost/mattermost/blob/master/server/channels/app/server.go `AllowCorsFrom`
 */
export const mattermost = settingsStack({
  id: 'mattermost',
  label: 'Mattermost',
  kind: 'product',
  docs: 'https://docs.mattermost.com/configure/integrations-configuration-settings.html#cors',
  marks: [
    headerSignal(
      0.9,
      'X-Version-Id',
      /^\d+\.\d+\.\d+\./,
      (line) => say`Mattermost sends ${line}.`.fr`Mattermost envoie ${line}.`,
    ),
    pathSignal(
      0.75,
      /^\/api\/v4\/(?:users\/login|posts|channels|teams|config\/client|websocket)(?:\/|$)/,
      say`Mattermost has such addresses.`.fr`Mattermost utilise de telles adresses.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'set',
    methods: ['POST', 'GET', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'],
    headers: 'any',
    expose: 'set',
  },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials, expose }) => {
    if (!origins.every(isPlainHttpOrigin)) return null;
    const field = (name: string, values: readonly string[]) =>
      fieldSnippet(
        name,
        say`In the System Console, open ${code('Integrations')}, ${code('CORS')}. Add this after a space
          to what is there, and save.`
          .fr`Dans la console système, ouvrez ${code('Integrations')}, ${code('CORS')}. Ajoutez ceci
          après une espace à ce qui s’y trouve, et enregistrez.`,
        values,
      );
    return [
      field('AllowCorsFrom', origins),
      ...(expose.length > 0 ? [field('CorsExposedHeaders', [expose.join(' ')])] : []),
      ...(credentials ? [field('CorsAllowCredentials', ['true'])] : []),
    ];
  },
  restart: restarts('Mattermost'),
  notes: [
    say`In ${code('config.json')}, the names are ${code('AllowCorsFrom')},
      ${code('CorsExposedHeaders')} and ${code('CorsAllowCredentials')}.`
      .fr`Dans ${code('config.json')}, les noms sont ${code('AllowCorsFrom')},
      ${code('CorsExposedHeaders')} et ${code('CorsAllowCredentials')}.`,
  ],
});
