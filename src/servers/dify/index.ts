import { parseUrl } from '../../model/origin.ts';
import { say } from '../../model/say.ts';
import { headerOf, lineOf, pathSignal } from '../kit/marks.ts';
import { plainList, variablesSnippets } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Whether an address is the console's. The other one is that of published apps. */
const isConsole = (url: string): boolean =>
  parseUrl(url)?.pathname.startsWith('/console/api/') ?? false;

/**
 * Dify: a variable for its console, and one for published apps. Its service API below `/v1/`
 * allows every page.
 * @see https://github.com/langgenius/dify/blob/main/api/extensions/ext_blueprints.py
 */
export const dify = settingsStack({
  id: 'dify',
  label: 'Dify',
  kind: 'product',
  docs: 'https://docs.dify.ai/en/self-host/configuration/environments',
  marks: [
    {
      weight: 0.9,
      seen: (one) =>
        /^\d+\.\d+\.\d+/.test(headerOf(one, 'x-version')) &&
        /^(?:PRODUCTION|DEVELOPMENT|TESTING)$/.test(headerOf(one, 'x-env')),
      evidence: (one) =>
        say`Dify sends ${lineOf(one, 'X-Version')} together with ${lineOf(one, 'X-Env')}.`
          .fr`Dify envoie ${lineOf(one, 'X-Version')} avec ${lineOf(one, 'X-Env')}.`,
    },
    pathSignal(
      0.5,
      /^\/console\/api\//,
      say`The console of Dify has such addresses.`
        .fr`La console de Dify utilise de telles adresses.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'always',
    methods: ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'PATCH'],
    headers: ['content-type', 'authorization'],
    expose: ['x-version', 'x-env'],
  },
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, requirement: { url } }) => {
    const list = plainList(origins);
    const name = isConsole(url) ? 'CONSOLE_CORS_ALLOW_ORIGINS' : 'WEB_API_CORS_ALLOW_ORIGINS';
    return list === null ? null : variablesSnippets('Dify', [[name, list]], 'langgenius/dify-api');
  },
  restart: {
    text: say`Start the containers again: they read the file only when they start.`
      .fr`Redémarrez les conteneurs : ils ne lisent le fichier qu’à leur démarrage.`,
    command: 'docker compose up -d',
  },
});
