import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { fitsAnyShell, shellString } from '../kit/literals.ts';
import { headerSignal, hostSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

const HOST = /^([a-z0-9]{3,24})\.(?:blob|dfs)\.core\.windows\.net$/;

/** Blob storage of Azure: rules for a whole storage account. */
export const azureBlobStorage = settingsStack({
  id: 'azure-blob-storage',
  label: 'Azure Blob Storage',
  kind: 'platform',
  docs: 'https://learn.microsoft.com/rest/api/storageservices/cross-origin-resource-sharing--cors--support-for-the-azure-storage-services',
  answersAlone: true,
  marks: [
    hostSignal(
      0.97,
      HOST,
      say`Azure Storage has the hosts below ${code('core.windows.net')}.`
        .fr`Les hôtes sous ${code('core.windows.net')} appartiennent à Azure Storage.`,
    ),
    headerSignal(
      0.9,
      'Server',
      /^Windows-Azure-Blob\//,
      (line) => say`Azure Storage sends ${line}.`.fr`Azure Storage envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'always', methods: 'set', headers: 'set', expose: 'set' },
  onlyMethods: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, methods, headers, expose, requirement }) => {
    const values = [...origins, ...methods, ...headers, ...expose];
    if (!values.every(fitsAnyShell)) return null;
    const account = HOST.exec(parseUrl(requirement.url)?.hostname ?? '')?.[1];
    const words = (list: readonly string[]) => list.map(shellString).join(' ');
    const options = [
      `--account-name ${account === undefined ? '"$ACCOUNT"' : shellString(account)} --services b`,
      `--origins ${words(origins)}`,
      `--methods ${words(methods)}`,
      ...(headers.length > 0 ? [`--allowed-headers ${words(headers)}`] : []),
      ...(expose.length > 0 ? [`--exposed-headers ${words(expose)}`] : []),
      '--max-age 3600',
    ];
    return [
      fileSnippet(
        'terminal',
        'shell',
        account === undefined
          ? say`Set ${code('ACCOUNT')} to the storage account’s name. Then run this with the Azure
            CLI.`.fr`Donnez à ${code('ACCOUNT')} le nom du compte de stockage. Exécutez ensuite ceci
            avec l’Azure CLI.`
          : say`Run this with the Azure CLI. In the portal, it is ${code('Resource sharing (CORS)')}
              of the storage account.`.fr`Exécutez ceci avec l’Azure CLI. Dans le portail, c’est
              ${code('Resource sharing (CORS)')} du compte de stockage.`,
        [
          'az storage cors add \\',
          ...options.map((text, index) =>
            index < options.length - 1 ? `  ${text} \\` : `  ${text}`,
          ),
        ],
      ),
    ];
  },
  notes: [
    say`Rules are for the whole account, at most five. The first rule that fits the origin decides,
      so remove an older one for this page.`
      .fr`Les règles valent pour tout le compte, cinq au plus. La première règle qui convient à
      l’origine décide : supprimez donc une règle plus ancienne pour cette page.`,
  ],
});
