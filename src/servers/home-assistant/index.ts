import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { yamlString } from '../kit/literals.ts';
import { portSignal } from '../kit/marks.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Home Assistant: a list of origins. Everything else is fixed.
 * @see https://github.com/home-assistant/core/blob/dev/homeassistant/components/http/cors.py
 */
export const homeAssistant = settingsStack({
  id: 'home-assistant',
  label: 'Home Assistant',
  kind: 'product',
  docs: 'https://www.home-assistant.io/integrations/http/',
  marks: [portSignal(0.75, 8123, 'Home Assistant')],
  can: {
    origins: 'list',
    credentials: 'never',
    methods: 'any',
    headers: ['origin', 'accept', 'x-requested-with', 'content-type', 'authorization'],
    expose: [],
  },

  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins }) => [
    fileSnippet(
      'configuration.yaml',
      'yaml',
      say`Merge into the ${code('http:')} part of the file. Keep the origins that are there.`
        .fr`Fusionnez ces lignes avec la partie ${code('http:')} du fichier. Gardez les origines qui
        s’y trouvent.`,
      [
        'http:',
        '  cors_allowed_origins:',
        ...origins.map((origin) => `    - ${yamlString(origin)}`),
      ],
    ),
  ],
  restart: restarts('Home Assistant'),
  notes: [
    say`Send a long-lived access token in ${code('Authorization')}: Home Assistant allows no cookies
      from other pages.`
      .fr`Envoyez un jeton d’accès de longue durée dans ${code('Authorization')} : Home Assistant
      n’autorise pas les cookies d’autres pages.`,
  ],
});
