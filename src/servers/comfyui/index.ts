import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shellString } from '../kit/literals.ts';
import { pathSignal, portSignal } from '../kit/marks.ts';
import { flagSnippet, isPlainHttpOrigin, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * ComfyUI: one option with one origin, sent to every page as it stands. Without the option it
 * answers 403 to pages of other hosts, or nothing about CORS.
 * @see https://github.com/comfyanonymous/ComfyUI/blob/master/server.py `create_cors_middleware`
 */
export const comfyui = settingsStack({
  id: 'comfyui',
  label: 'ComfyUI',
  kind: 'product',
  docs: 'https://docs.comfy.org/development/comfyui-server/startup-flags',
  marks: [
    portSignal(0.75, 8188, 'ComfyUI'),
    pathSignal(
      0.5,
      /^\/(?:api\/)?(?:object_info(?:\/|$)|upload\/(?:image|mask)$|system_stats$|history(?:\/|$)|prompt$)/,
      say`ComfyUI has such addresses.`.fr`ComfyUI utilise de telles adresses.`,
    ),
  ],
  can: {
    origins: 'one',
    credentials: 'always',
    methods: ['POST', 'GET', 'DELETE', 'PUT', 'OPTIONS', 'PATCH'],
    headers: ['content-type', 'authorization'],
    expose: [],
  },
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins: [origin] }) =>
    isPlainHttpOrigin(origin)
      ? [flagSnippet('ComfyUI', [`--enable-cors-header ${shellString(origin)}`])]
      : null,
  restart: restarts('ComfyUI'),
  notes: [
    say`In the desktop app, the same option is in Settings, ${code('Server-Config')},
      ${code('Network')}.`
      .fr`Dans l’application de bureau, la même option se trouve dans les paramètres, sous
      ${code('Server-Config')}, ${code('Network')}.`,
  ],
});
