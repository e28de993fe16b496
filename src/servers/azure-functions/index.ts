import { isLoopbackHost, parseUrl } from '../../model/origin.ts';
import { code, type Prose } from '../../model/prose.ts';
import { CACHE_CAUTION, corsLayer } from '../kit/cors-layer.ts';
import type { OptionDefaults } from '../kit/cors-options.ts';
import { added, context } from '../kit/lines.ts';
import { jsonString, shellString } from '../kit/literals.ts';
import { headerOf, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet } from '../kit/stack.ts';

const AZURE_HOST = /^([a-z0-9-]+)(?:\.[a-z0-9-]+)?\.azurewebsites\.net$/;

const SIGNALS: readonly Signal[] = [
  {
    weight: 0.6,
    seen: (one) => AZURE_HOST.test(parseUrl(one.url)?.host ?? ''),
    evidence: () => ['A host below ', code('azurewebsites.net'), ' is of Azure App Service.'],
  },
  {
    weight: 0.5,
    seen: (one) => /(?:^|\n)ARRAffinity(?:SameSite)?=/.test(headerOf(one, 'set-cookie')),
    evidence: () => ['The cookie ', code('ARRAffinity'), ' is of Azure App Service.'],
  },
  {
    weight: 0.3,
    seen: (one) => /^http:\/\/(?:localhost|127\.0\.0\.1):7071\//.test(one.url),
    evidence: () => ['Port ', code('7071'), ' is the default of Azure Functions’ local server.'],
  },
];

/** The platform has no lists: a listed origin gets whatever it asks for. */
const DEFAULTS: OptionDefaults = { methods: 'any', headers: 'any', maxAge: null };

/** Azure Functions and App Service by the platform's own CORS setting. */
export const azureFunctions = optionsStack({
  id: 'azure-functions',
  label: 'Azure Functions and App Service',
  docs: 'https://learn.microsoft.com/azure/azure-functions/functions-how-to-use-azure-function-app-settings#cors',
  basis: 'documented',
  signals: SIGNALS,
  defaults: DEFAULTS,
  // It has no setting for headers that pages may read.
  accepts: ({ requirement }) => requirement.expose.length === 0,
  snippets: (proposal) => [isLocal(proposal) ? localSettings(proposal) : commands(proposal)],
  notes: (proposal) => (isLocal(proposal) ? LOCAL_NOTES : HOSTED_NOTES),
  cautions: () => [CACHE_CAUTION],
  answer: ({ options }, application) =>
    corsLayer(
      { preflightStatus: 204, varies: 'never' },
      { ...options, methods: null, headers: null },
      DEFAULTS,
      application,
    ),
});

const isLocal = ({ requirement }: Proposal): boolean =>
  isLoopbackHost(parseUrl(requirement.url)?.hostname ?? '');

const HOSTED_NOTES: readonly Prose[] = [
  [
    'The platform answers before the application, which never sees a preflight then: take CORS code ',
    'out of the application, or use that alone and leave this list empty.',
  ],
  ['For a web app that is no function app write ', code('az webapp cors'), ' instead.'],
];

const LOCAL_NOTES: readonly Prose[] = [
  ['Start ', code('func start'), ' anew: the file is read at its start.'],
  ['The file is for this machine only; the function app in Azure has a list of its own.'],
];

function commands({ requirement, options }: Proposal): Snippet {
  const name = AZURE_HOST.exec(parseUrl(requirement.url)?.host ?? '')?.[1];
  const app = `--resource-group "$RESOURCE_GROUP" --name ${name === undefined ? '"$APP"' : shellString(name)}`;
  return {
    file: 'terminal',
    language: 'shell',
    place: [
      'With the Azure CLI, after setting ',
      code('RESOURCE_GROUP'),
      ...(name === undefined ? [' and ', code('APP')] : []),
      ' to the names of yours.',
    ],
    lines: [
      `az functionapp cors add ${app} \\`,
      `  --allowed-origins ${options.origins.value.map(shellString).join(' ')}`,
      ...(options.credentials ? [`az functionapp cors credentials ${app} --enable true`] : []),
    ].map(added),
  };
}

function localSettings({ options }: Proposal): Snippet {
  return {
    file: 'local.settings.json',
    language: 'json',
    place: ['Beside ', code('"Values"'), ', instead of the ', code('"Host"'), ' that is there.'],
    lines: [
      context('"Host": {'),
      added(
        `  "CORS": ${jsonString(options.origins.value.join(','))}${options.credentials ? ',' : ''}`,
      ),
      ...(options.credentials ? [added('  "CORSCredentials": true')] : []),
      context('}'),
    ],
  };
}
