import { has } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { prose } from '../../model/prose.ts';
import { lineOf } from '../kit/marks.ts';
import { environmentSnippets, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Open WebUI: one list of origins, separated by semicolons. */
export const openWebui = settingsStack({
  id: 'open-webui',
  label: 'Open WebUI',
  kind: 'product',
  docs: 'https://docs.openwebui.com/getting-started/env-configuration',
  marks: [
    {
      weight: 0.75,
      seen: ({ url, headers }) =>
        has(headers, 'x-process-time') &&
        /^\/(?:ollama\/|openai\/|api\/(?:chat\/completions|config|models|v1\/(?:auths|chats|models)))/.test(
          parseUrl(url)?.pathname ?? '',
        ),
      evidence: (one) =>
        prose`Open WebUI has this address, and sends ${lineOf(one, 'X-Process-Time')}.`,
    },
  ],
  can: { origins: 'list', credentials: 'always', methods: 'any', headers: 'any', expose: [] },
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins }) =>
    environmentSnippets('Open WebUI', 'CORS_ALLOW_ORIGIN', origins.join(';'), {
      image: 'ghcr.io/open-webui/open-webui:main',
    }),
  restart: restarts('Open WebUI'),
  notes: [prose`Add the address of Open WebUI itself, so that its own page keeps working.`],
});
