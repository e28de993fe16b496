import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { portSignal } from '../kit/marks.ts';
import { environmentSnippets, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** LocalAI: a switch and a list of origins. */
export const localai = settingsStack({
  id: 'localai',
  label: 'LocalAI',
  kind: 'product',
  docs: 'https://localai.io/docs/reference/cli-reference/',
  // Many other servers use this port.
  marks: [portSignal(0.1, 8080, 'LocalAI')],
  can: {
    origins: 'list',
    credentials: 'never',
    methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'],
    headers: 'any',
    expose: [],
  },
  write: ({ origins }) =>
    environmentSnippets('LocalAI', 'LOCALAI_CORS_ALLOW_ORIGINS', origins.join(','), {
      image: 'localai/localai',
    }),
  restart: restarts('LocalAI'),
  notes: [
    say`Set ${code('LOCALAI_CORS=true')} too: without it LocalAI ignores the list.`
      .fr`Définissez aussi ${code('LOCALAI_CORS=true')} : sans cette variable, LocalAI ignore la
      liste.`,
  ],
});
