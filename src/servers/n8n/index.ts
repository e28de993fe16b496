import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { hostSignal, pathSignal, portSignal } from '../kit/marks.ts';
import { fieldSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** A webhook of n8n: an option of its node. */
export const n8n = settingsStack({
  id: 'n8n',
  label: phrase`n8n · Webhook node`.fr`n8n · nœud Webhook`,
  kind: 'product',
  docs: 'https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.webhook/',
  marks: [
    portSignal(0.7, 5678, 'n8n'),
    hostSignal(
      0.9,
      /\.app\.n8n\.cloud$/,
      say`n8n Cloud has the hosts below ${code('app.n8n.cloud')}.`
        .fr`Les hôtes sous ${code('app.n8n.cloud')} appartiennent à n8n Cloud.`,
    ),
    pathSignal(
      0.4,
      /^\/webhook(?:-test)?\/[0-9a-f]{8}-[0-9a-f-]{27}/,
      say`n8n has such addresses.`.fr`n8n utilise de telles adresses.`,
    ),
  ],
  can: { origins: 'list', credentials: 'never', methods: 'any', headers: 'any', expose: [] },

  answers: { preflightStatus: 204, varies: 'never' },
  write: ({ origins }) => [
    fieldSnippet(
      'Allowed Origins (CORS)',
      say`In the workflow, open the ${code('Webhook')} node. Under ${code('Options')}, add
        ${code('Allowed Origins (CORS)')} with this value, save, and activate
        (publish) the workflow.`
        .fr`Dans le workflow, ouvrez le nœud ${code('Webhook')}. Sous ${code('Options')}, ajoutez
        ${code('Allowed Origins (CORS)')} avec cette valeur, enregistrez, puis activez (publiez) le
        workflow.`,
      [origins.join(',')],
    ),
  ],
  restart: null,
  instead: [
    {
      id: 'n8n-method',
      fits: ({ finding }) => finding.cause === 'method-not-allowed',
      words: ({ method }) =>
        say`Set ${code('HTTP Method')} of the ${code('Webhook')} node to ${shown(method)}, save, and
          activate (publish) the workflow. n8n allows only the methods of the active nodes at this
          address.`
          .fr`Donnez à ${code('HTTP Method')} du nœud ${code('Webhook')} la valeur ${shown(method)},
          enregistrez, puis activez (publiez) le workflow. n8n n’autorise que les méthodes des nœuds
          actifs à cette adresse.`,
    },
  ],
  notes: [
    say`The test address answers only while the editor waits for a call. For pages, use the
      production address.`
      .fr`L’adresse de test ne répond que pendant que l’éditeur attend un appel. Pour les pages,
      utilisez l’adresse de production.`,
  ],
});
