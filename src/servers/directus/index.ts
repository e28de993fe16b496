import { say } from '../../model/say.ts';
import { headerSignal } from '../kit/marks.ts';
import { restarts, variablesSnippets } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Directus: environment variables for the package cors of Express. */
export const directus = settingsStack({
  id: 'directus',
  label: 'Directus',
  kind: 'product',
  docs: 'https://directus.io/docs/configuration/security-limits#cors',
  marks: [
    headerSignal(
      0.95,
      'X-Powered-By',
      /^Directus$/,
      (line) => say`Directus sends ${line}.`.fr`Directus envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: {
    methods: ['GET', 'POST', 'PATCH', 'DELETE'],
    headers: ['content-type', 'authorization'],
  },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) =>
    variablesSnippets(
      'Directus',
      [
        ['CORS_ENABLED', 'true'],
        ['CORS_ORIGIN', origins.join(',')],
        // Its default is true.
        ['CORS_CREDENTIALS', String(credentials)],
        ...(methods.length > 0 ? [['CORS_METHODS', methods.join(',')] as const] : []),
        ...(headers.length > 0 ? [['CORS_ALLOWED_HEADERS', headers.join(',')] as const] : []),
        ...(expose.length > 0 ? [['CORS_EXPOSED_HEADERS', expose.join(',')] as const] : []),
      ],
      'directus/directus',
    ),
  restart: restarts('Directus'),
});
