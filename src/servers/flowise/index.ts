import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { pathSignal } from '../kit/marks.ts';
import { plainList, restarts, variablesSnippets } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Flowise: the package cors with a list from the environment.
 * @see https://github.com/FlowiseAI/Flowise/blob/main/packages/server/src/utils/XSS.ts
 */
export const flowise = settingsStack({
  id: 'flowise',
  label: 'Flowise',
  kind: 'product',
  docs: 'https://docs.flowiseai.com/configuration/environment-variables',
  marks: [
    pathSignal(
      0.9,
      /^\/api\/v1\/(?:internal-)?(?:prediction|public-chatbotConfig|public-chatflows|chatflows-streaming|chatflows|vector\/upsert)(?:\/|$)/,
      say`Flowise has such addresses.`.fr`Flowise utilise de telles adresses.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'set',
    methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'],
    headers: 'any',
    expose: [],
  },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials }) => {
    const list = plainList(origins);
    if (list === null) return null;
    return variablesSnippets(
      'Flowise',
      [
        ['CORS_ORIGINS', list],
        ...(credentials ? [['CORS_ALLOW_CREDENTIALS', 'true'] as const] : []),
      ],
      'flowiseai/flowise',
    );
  },
  restart: restarts('Flowise'),
  notes: [
    say`To embed the chat as a frame, list the page in ${code('IFRAME_ORIGINS')} too. One chatflow
      may have domains of its own, under its settings.`
      .fr`Pour intégrer le chat dans un cadre, ajoutez aussi la page à ${code('IFRAME_ORIGINS')}. Un
      chatflow peut avoir ses propres domaines, dans ses paramètres.`,
  ],
});
