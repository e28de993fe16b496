import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerOf, portSignal } from '../kit/marks.ts';
import { restarts, variablesSnippets } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** LocalAI: a switch and a list of origins. */
export const localai = settingsStack({
  id: 'localai',
  label: 'LocalAI',
  kind: 'product',
  docs: 'https://localai.io/docs/reference/cli-reference/',
  // Many other servers use this port.
  marks: [
    portSignal(0.1, 8080, 'LocalAI'),
    {
      weight: 0.6,
      seen: (one) =>
        one.status === 405 &&
        /^\/v1\/(?:chat\/completions|completions|embeddings|models)$/.test(
          parseUrl(one.url)?.pathname ?? '',
        ) &&
        headerOf(one, 'content-type') === 'text/plain; charset=utf-8' &&
        headerOf(one, 'content-length') === '18' &&
        headerOf(one, 'server') === '',
      evidence: () =>
        say`LocalAI refuses ${code('OPTIONS')} like this while CORS is off.`
          .fr`LocalAI refuse ainsi ${code('OPTIONS')} tant que CORS est désactivé.`,
    },
  ],
  can: {
    origins: 'list',
    credentials: 'never',
    methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'],
    headers: 'any',
    expose: [],
  },
  write: ({ origins }) =>
    variablesSnippets(
      'LocalAI',
      [
        // Without it LocalAI ignores the list.
        ['LOCALAI_CORS', 'true'],
        ['LOCALAI_CORS_ALLOW_ORIGINS', origins.join(',')],
      ],
      'localai/localai',
    ),
  restart: restarts('LocalAI'),
});
