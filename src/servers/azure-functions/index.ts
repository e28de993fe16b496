import { get } from '../../model/header-list.ts';
import { isLoopbackHost, parseUrl } from '../../model/origin.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { shown } from '../../model/shown.ts';
import { CACHE_CAUTION, corsLayer } from '../kit/cors-layer.ts';
import type { OptionDefaults } from '../kit/cors-options.ts';
import { jsonString, shellString } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { added, context } from '../kit/snippet-lines.ts';
import type { Restart, Snippet } from '../kit/stack.ts';
import { AZURE_HOST, SIGNALS } from './marks.ts';

/** The platform has no lists: a listed origin gets any method and header that it asks for. */
const DEFAULTS: OptionDefaults = { methods: 'any', headers: 'any', maxAge: null };

/** Azure Functions and App Service with the platform's CORS setting. */
export const azureFunctions = optionsStack({
  id: 'azure-functions',
  label: phrase`Azure Functions and App Service`.fr`Azure Functions et App Service`,
  kind: 'platform',
  docs: 'https://learn.microsoft.com/azure/azure-functions/functions-how-to-use-azure-function-app-settings#cors',
  basis: 'documented',
  signals: SIGNALS,
  defaults: DEFAULTS,
  // It has no setting for headers that pages may read.
  accepts: ({ requirement }) => requirement.expose.length === 0,
  snippets: (proposal) => [isLocal(proposal) ? localSettings(proposal) : commands(proposal)],
  restart: (proposal) => (isLocal(proposal) ? RESTART_LOCAL : null),
  notes: (proposal) => (isLocal(proposal) ? LOCAL_NOTES : HOSTED_NOTES),
  cautions: () => [CACHE_CAUTION],
  instead: [
    {
      id: 'azure-authentication',
      explainsStatus: true,
      fits: ({ url, headers }) =>
        AZURE_HOST.test(url.hostname) &&
        /^https:\/\/login\.(?:windows\.net|microsoftonline\.com)\//.test(
          get(headers, 'location') ?? '',
        ),
      words: () =>
        say`In the Azure portal, open this app and Authentication, and set Unauthenticated requests to
          ${code('HTTP 401')}. Let the page send its token in ${code('Authorization')}. The platform
          redirected the script to a login, which no script can use.`
          .fr`Dans le portail Azure, ouvrez cette application et Authentication, et réglez
          ${code('Unauthenticated requests')} sur ${code('HTTP 401')}. Faites envoyer à la page son jeton dans
          ${code('Authorization')}. La plateforme a redirigé le script vers une connexion, qu’aucun
          script ne peut utiliser.`,
    },
    {
      id: 'azure-twice',
      fits: ({ finding, url }) =>
        finding.cause === 'multiple-allow-origin-values' && AZURE_HOST.test(url.hostname),
      words: ({ origin }) =>
        say`Remove ${shown(origin)} from the app’s list in the Azure portal, under API, CORS, or remove
          the CORS code from the application. The platform adds its own line to that of the code.`
          .fr`Retirez ${shown(origin)} de la liste de l’application dans le portail Azure, sous API,
          CORS, ou retirez le code CORS de l’application. La plateforme ajoute sa propre ligne à celle
          du code.`,
    },
  ],
  answer: ({ options }, application) => {
    const own = { options: { ...options, methods: null, headers: null } };
    return corsLayer({ preflightStatus: 204, varies: 'never' }, DEFAULTS)(own, application);
  },
});

/** With it in the list, no other entry counts. */
const REMOVE_ALL = say`First remove ${code('*')} from the app’s list, with
  ${code('az functionapp cors remove')}. `
  .fr`Retirez d’abord ${code('*')} de la liste de l’application, avec
  ${code('az functionapp cors remove')}. `;

const allowsAll = ({ headers }: SeenAnswer): boolean =>
  get(headers, 'access-control-allow-origin') === '*';

const isLocal = ({ requirement }: Proposal): boolean =>
  isLoopbackHost(parseUrl(requirement.url)?.hostname ?? '');

const HOSTED_NOTES: readonly Prose[] = [
  say`Remove CORS code from the application: the platform answers the preflight first, so the
    application never gets it. Or keep the code, and leave this list empty.`
    .fr`Retirez le code CORS de l’application : la plateforme répond d’abord à la requête
    préliminaire, donc l’application ne la reçoit jamais. Ou gardez le code, et laissez cette liste
    vide.`,
  say`For a web app that is not a function app, write ${code('az webapp cors')} instead.`
    .fr`Pour une application web qui n’est pas une application de fonctions, écrivez plutôt
    ${code('az webapp cors')}.`,
];

const RESTART_LOCAL: Restart = {
  text: say`Restart ${code('func start')}: it reads the file when it starts.`
    .fr`Redémarrez ${code('func start')} : cette commande lit le fichier à son démarrage.`,
  command: null,
};

const LOCAL_NOTES: readonly Prose[] = [
  say`This file is for your machine only. The function app in Azure has a list of its own.`
    .fr`Ce fichier ne vaut que pour votre machine. Dans Azure, l’application de fonctions a sa
    propre liste.`,
];

function commands({ requirement, options, seenServer }: Proposal): Snippet {
  const name = AZURE_HOST.exec(parseUrl(requirement.url)?.host ?? '')?.[1];
  const app = `--resource-group "$RESOURCE_GROUP" --name ${name === undefined ? '"$APP"' : shellString(name)}`;
  return {
    file: 'terminal',
    language: 'shell',
    place: prose`${seenServer.answers.some(allowsAll) ? REMOVE_ALL : []}${
      name === undefined
        ? say`Set ${code('RESOURCE_GROUP')} and ${code('APP')} to the names of your resource group
            and app. Then run this with the Azure CLI.`
            .fr`Donnez à ${code('RESOURCE_GROUP')} et ${code('APP')} les noms de votre groupe de
            ressources et de votre application. Exécutez ensuite ceci avec l’Azure CLI.`
        : say`Set ${code('RESOURCE_GROUP')} to the name of your resource group. Then run this with
            the Azure CLI.`
            .fr`Donnez à ${code('RESOURCE_GROUP')} le nom de votre groupe de ressources. Exécutez
            ensuite ceci avec l’Azure CLI.`
    }`,
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
    place: say`Paste beside ${code('"Values"')}, in place of the ${code('"Host"')} that is there.`
      .fr`Collez à côté de ${code('"Values"')}, à la place du ${code('"Host"')} qui s’y trouve.`,
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
