import { code, prose } from '../../model/prose.ts';
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
  label: 'Azure API Management · cors policy',
  kind: 'platform',
  docs: 'https://learn.microsoft.com/azure/api-management/cors-policy',
  isProxy: true,
  marks: [
    hostSignal(
      0.95,
      /\.azure-api\.(?:net|us|cn)$/,
      prose`Azure API Management has the hosts below ${code('azure-api.net')}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'inbound policy',
      'xml',
      prose`In the Azure portal, open your API Management, ${code('APIs')}, this API and
        ${code('All operations')}. Open the code of ${code('Inbound processing')}, and paste directly below
        ${code('<inbound>')}.`,
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
    prose`Use only one ${code('<cors>')}. If a policy above this API has one, add the origins there.`,
    prose`Send the subscription key as a header, not in the address of one operation: browsers send no key
      with a preflight request.`,
  ],
});
