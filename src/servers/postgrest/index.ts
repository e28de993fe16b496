import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal } from '../kit/marks.ts';
import { environmentSnippets, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** PostgREST: the origins that its configuration lists. Everything else is fixed.
 * @see https://github.com/PostgREST/postgrest/blob/main/src/PostgREST/Cors.hs
 */
export const postgrest = settingsStack({
  id: 'postgrest',
  label: 'PostgREST',
  kind: 'product',
  docs: 'https://docs.postgrest.org/en/stable/references/configuration.html#server-cors-allowed-origins',
  marks: [
    headerSignal(
      0.95,
      'Server',
      /^postgrest\//i,
      (line) => say`PostgREST sends ${line}.`.fr`PostgREST envoie ${line}.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'always',
    methods: ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS'],
    headers: 'any',
    expose: [
      'content-encoding',
      'content-location',
      'content-range',
      'content-type',
      'date',
      'location',
      'server',
      'transfer-encoding',
      'range-unit',
    ],
  },

  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins }) =>
    environmentSnippets('PostgREST', 'PGRST_SERVER_CORS_ALLOWED_ORIGINS', origins.join(','), {
      image: 'postgrest/postgrest',
    }),
  restart: restarts('PostgREST'),
  notes: [
    say`In its configuration file, this is ${code('server-cors-allowed-origins')}. Without it,
      PostgREST allows every page, but no cookies.`
      .fr`Dans son fichier de configuration, ce réglage s’appelle
      ${code('server-cors-allowed-origins')}. Sans lui, PostgREST autorise toutes les pages, mais
      pas les cookies.`,
  ],
});
