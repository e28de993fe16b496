import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shellString } from '../kit/literals.ts';
import { pathSignal, portSignal } from '../kit/marks.ts';
import { flagSnippet, plainList, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * The web UI for Stable Diffusion (AUTOMATIC1111, Forge): Starlette's CORS code, with a list from
 * its command line.
 * @see https://github.com/AUTOMATIC1111/stable-diffusion-webui/blob/master/modules/initialize_util.py
 */
export const stableDiffusionWebui = settingsStack({
  id: 'stable-diffusion-webui',
  label: 'Stable Diffusion web UI',
  kind: 'product',
  docs: 'https://github.com/AUTOMATIC1111/stable-diffusion-webui/wiki/Command-Line-Arguments-and-Settings',
  marks: [
    pathSignal(
      0.95,
      /^\/sdapi\/v\d\//,
      say`The API of the web UI for Stable Diffusion has such addresses.`
        .fr`L’API de l’interface web de Stable Diffusion utilise de telles adresses.`,
    ),
    portSignal(0.35, 7860, 'Stable Diffusion web UI'),
  ],
  can: {
    origins: 'list',
    credentials: 'always',
    methods: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
    headers: 'any',
    expose: [],
  },
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins }) => {
    const list = plainList(origins);
    return list === null
      ? null
      : [flagSnippet('Stable Diffusion web UI', [`--cors-allow-origins=${shellString(list)}`])];
  },
  restart: restarts('Stable Diffusion web UI'),
  notes: [
    say`Start it with ${code('--api')} too: without it, these addresses do not exist. In
      ${code('webui-user.bat')} and ${code('webui-user.sh')}, the options are in
      ${code('COMMANDLINE_ARGS')}.`
      .fr`Démarrez-la aussi avec ${code('--api')} : sans cette option, ces adresses n’existent pas.
      Dans ${code('webui-user.bat')} et ${code('webui-user.sh')}, les options sont dans
      ${code('COMMANDLINE_ARGS')}.`,
  ],
});
