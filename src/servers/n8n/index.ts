import { code, prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';
import { hostSignal, pathSignal, portSignal } from '../kit/marks.ts';
import { fieldSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** A webhook of n8n: an option of its node. */
export const n8n = settingsStack({
  id: 'n8n',
  label: 'n8n · Webhook node',
  kind: 'product',
  docs: 'https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.webhook/',
  marks: [
    portSignal(0.7, 5678, 'n8n'),
    hostSignal(
      0.9,
      /\.app\.n8n\.cloud$/,
      prose`n8n Cloud has the hosts below ${code('app.n8n.cloud')}.`,
    ),
    pathSignal(
      0.4,
      /^\/webhook(?:-test)?\/[0-9a-f]{8}-[0-9a-f-]{27}/,
      prose`n8n has such addresses.`,
    ),
  ],
  can: { origins: 'list', credentials: 'never', methods: 'any', headers: 'any', expose: [] },

  answers: { preflightStatus: 204, varies: 'never' },
  write: ({ origins }) => [
    fieldSnippet(
      'Allowed Origins (CORS)',
      prose`In the workflow, open the ${code('Webhook')} node. Under ${code('Options')}, add
        ${code('Allowed Origins (CORS)')} with this value, save, and activate
        (publish) the workflow.`,
      [origins.join(',')],
    ),
  ],
  restart: null,
  instead: [
    {
      id: 'n8n-method',
      fits: ({ finding }) => finding.cause === 'method-not-allowed',
      words: ({ method }) =>
        prose`Set ${code('HTTP Method')} of the ${code('Webhook')} node to ${shown(method)}, save, and
          activate (publish) the workflow. n8n allows only the methods of the active nodes at this address.`,
    },
  ],
  notes: [
    prose`The test address answers only while the editor waits for a call. For pages, use the production address.`,
  ],
});
