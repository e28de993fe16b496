import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { xmlText } from '../kit/literals.ts';
import { hostSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** A list of the policy's elements; nothing if it is empty. */
const elements = (list: string, one: string, values: readonly string[]): readonly string[] =>
  values.length === 0
    ? []
    : [
        `  <${list}>`,
        ...values.map((value) => `    <${one}>${xmlText(value)}</${one}>`),
        `  </${list}>`,
      ];

/** The cors policy of Azure API Management. It answers preflights itself. */
export const azureApiManagement = settingsStack({
  id: 'azure-api-management',
  label: phrase`Azure API Management · cors policy`.fr`Azure API Management · stratégie cors`,
  kind: 'platform',
  docs: 'https://learn.microsoft.com/azure/api-management/cors-policy',
  isProxy: true,
  marks: [
    hostSignal(
      0.95,
      /\.azure-api\.(?:net|us|cn)$/,
      say`Azure API Management has the hosts below ${code('azure-api.net')}.`
        .fr`Les hôtes sous ${code('azure-api.net')} appartiennent à Azure API Management.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      phrase`inbound policy`.fr`stratégie entrante`,
      'xml',
      say`In the Azure portal, open your API Management, ${code('APIs')}, this API and
        ${code('All operations')}. Open the code of ${code('Inbound processing')}, and paste
        directly below ${code('<inbound>')}.`
        .fr`Dans le portail Azure, ouvrez votre API Management, ${code('APIs')}, cette API et
        ${code('All operations')}. Ouvrez le code de ${code('Inbound processing')}, et collez juste
        en dessous de ${code('<inbound>')}.`,
      [
        `<cors allow-credentials="${credentials}">`,
        ...elements('allowed-origins', 'origin', origins),
        ...elements('allowed-methods', 'method', methods),
        ...elements('allowed-headers', 'header', headers),
        ...elements('expose-headers', 'header', expose),
        '</cors>',
      ],
    ),
  ],
  notes: [
    say`Use only one ${code('<cors>')}. If a policy above this API has one, add the origins there.`
      .fr`Utilisez un seul ${code('<cors>')}. Si une stratégie d’un niveau supérieur en a un,
      ajoutez-y les origines.`,
    say`Send the subscription key as a header, not in the address of one operation: browsers send no
      key with a preflight request.`
      .fr`Envoyez la clé d’abonnement dans un en-tête, pas dans l’adresse d’une opération : les
      navigateurs n’envoient aucune clé avec une requête préliminaire.`,
  ],
});
