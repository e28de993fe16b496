import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerOf, lineOf, pathSignal, portSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Moonraker, the server of Klipper's 3D printers. Everything but the origins is fixed.
 * @see https://github.com/Arksine/moonraker/blob/master/moonraker/components/authorization.py
 */
export const moonraker = settingsStack({
  id: 'moonraker',
  label: 'Moonraker · Klipper',
  kind: 'product',
  docs: 'https://moonraker.readthedocs.io/en/latest/configuration/#authorization',
  marks: [
    {
      weight: 0.85,
      seen: (one) =>
        /^TornadoServer\//.test(headerOf(one, 'server')) && parseUrl(one.url)?.port === '7125',
      evidence: (one) =>
        say`Moonraker uses port ${code('7125')}, and sends ${lineOf(one, 'Server')}.`
          .fr`Moonraker utilise le port ${code('7125')}, et envoie ${lineOf(one, 'Server')}.`,
    },
    portSignal(0.6, 7125, 'Moonraker'),
    pathSignal(
      0.8,
      /^\/(?:access\/(?:oneshot_token|api_key|login)|printer\/(?:info|objects\/|gcode\/script)|machine\/update\/|server\/(?:info|config|files\/list|database\/item))/,
      say`Moonraker has such addresses.`.fr`Moonraker utilise de telles adresses.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'never',
    methods: ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'],
    headers: [
      'origin',
      'accept',
      'content-type',
      'x-requested-with',
      'authorization',
      'x-access-token',
      'x-api-key',
    ],
    expose: [],
  },
  answers: { preflightStatus: 204, varies: 'never' },
  write: ({ origins }) =>
    origins.every((origin) => /^https?:\/\/[a-z0-9.-]+(?::\d+)?$/.test(origin))
      ? [
          fileSnippet(
            'moonraker.conf',
            'text',
            say`Add these lines below ${code('cors_domains:')} in the section
              ${code('[authorization]')}. Write both, if they are missing.`
              .fr`Ajoutez ces lignes sous ${code('cors_domains:')} dans la section
              ${code('[authorization]')}. Écrivez les deux si elles manquent.`,
            ['[authorization]', 'cors_domains:', ...origins.map((origin) => `  ${origin}`)],
          ),
        ]
      : null,
  restart: {
    text: say`Restart Moonraker: it reads the file when it starts.`
      .fr`Redémarrez Moonraker : il lit le fichier à son démarrage.`,
    command: 'sudo systemctl restart moonraker',
  },
});
