import { get } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { cookieSignal, headerSignal } from '../kit/marks.ts';
import { fieldSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Metabase: a list of origins in its admin pages, for embedding.
 * @see https://github.com/metabase/metabase/blob/master/src/metabase/server/middleware/security.clj
 */
export const metabase = settingsStack({
  id: 'metabase',
  label: 'Metabase',
  kind: 'product',
  docs: 'https://www.metabase.com/docs/latest/embedding/sdk/authentication',
  marks: [
    cookieSignal(
      0.9,
      /^metabase\.[A-Z_]+=/,
      say`Metabase sets cookies with its name.`.fr`Metabase définit des cookies à son nom.`,
    ),
    headerSignal(
      0.6,
      'Expires',
      /^Tue, 03 Jul 2001 06:00:00 GMT$/,
      (line) => say`Metabase sends ${line}.`.fr`Metabase envoie ${line}.`,
    ),
    {
      weight: 0.9,
      seen: ({ requestHeaders }) =>
        /x-metabase-/i.test(
          requestHeaders.map(([name]) => name).join() +
            (get(requestHeaders, 'access-control-request-headers') ?? ''),
        ),
      evidence: () =>
        say`Metabase’s own client sends headers that start with ${code('x-metabase-')}.`
          .fr`Le client de Metabase envoie des en-têtes qui commencent par ${code('x-metabase-')}.`,
    },
  ],
  can: { origins: 'list', credentials: 'never', methods: 'any', headers: 'any', expose: [] },
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins }) => [
    fieldSnippet(
      'Cross-Origin Resource Sharing (CORS)',
      say`In Metabase’s admin pages, open ${code('Embedding')}, turn on embedding for your kind of page,
        and add this to the list, after a space. Older releases call it Authorized Origins. Save.`
        .fr`Dans les pages d’administration de Metabase, ouvrez ${code('Embedding')}, activez
        l’intégration pour votre type de page, et ajoutez ceci à la liste, après une espace. Les
        anciennes versions l’appellent Authorized Origins. Enregistrez.`,
      origins,
    ),
  ],
  restart: null,
});
