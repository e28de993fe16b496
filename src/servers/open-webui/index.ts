import { has } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { say } from '../../model/say.ts';
import { lineOf, pathSignal } from '../kit/marks.ts';
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
        say`Open WebUI has this address, and sends ${lineOf(one, 'X-Process-Time')}.`
          .fr`Open WebUI a cette adresse, et envoie ${lineOf(one, 'X-Process-Time')}.`,
    },
    pathSignal(
      0.85,
      /^\/ws\/socket\.io\//,
      say`Open WebUI has this address for its messages.`
        .fr`Open WebUI utilise cette adresse pour ses messages.`,
    ),
  ],
  can: { origins: 'list', credentials: 'always', methods: 'any', headers: 'any', expose: [] },
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins }) =>
    environmentSnippets('Open WebUI', 'CORS_ALLOW_ORIGIN', origins.join(';'), {
      image: 'ghcr.io/open-webui/open-webui:main',
    }),
  restart: restarts('Open WebUI'),
  notes: [
    say`Add the address of Open WebUI itself, so that its own page keeps working.`
      .fr`Ajoutez l’adresse d’Open WebUI lui-même, pour que sa propre page continue de
      fonctionner.`,
  ],
});
