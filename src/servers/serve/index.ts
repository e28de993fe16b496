import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { jsonString } from '../kit/literals.ts';
import { headerOf, lineOf } from '../kit/marks.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * The package serve, for the files of a folder. A header has the same value for every page.
 * @see https://github.com/vercel/serve-handler#headers-array
 */
export const serve = settingsStack({
  id: 'serve',
  label: phrase`serve · npm package`.fr`serve · paquet npm`,
  kind: 'configuration',
  docs: 'https://github.com/vercel/serve-handler#headers-array',
  answersAlone: true,
  marks: [
    {
      weight: 0.55,
      seen: (one) =>
        /^inline; filename="/.test(headerOf(one, 'content-disposition')) &&
        headerOf(one, 'accept-ranges') === 'bytes' &&
        /^"[0-9a-f]{40}"$/.test(headerOf(one, 'etag')),
      evidence: (one) =>
        say`The package serve sends ${lineOf(one, 'Content-Disposition')}.`
          .fr`Le paquet serve envoie ${lineOf(one, 'Content-Disposition')}.`,
    },
  ],
  can: { origins: 'one', credentials: 'never', methods: [], headers: [], expose: [] },
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins: [origin], requirement: { preflight } }) =>
    preflight
      ? null
      : [
          fileSnippet(
            'serve.json',
            'json',
            say`Paste into a new file in the folder that is served. If there is one already, add only
              the entry of ${code('"headers"')}.`
              .fr`Collez dans un nouveau fichier du dossier servi. S’il y en a déjà un, ajoutez-y
              seulement l’entrée de ${code('"headers"')}.`,
            [
              '{',
              '  "headers": [',
              '    {',
              '      "source": "**",',
              `      "headers": [{ "key": "Access-Control-Allow-Origin", "value": ${jsonString(origin)} }]`,
              '    }',
              '  ]',
              '}',
            ],
          ),
        ],
  restart: restarts('serve'),
  instead: [
    {
      id: 'serve-preflight',
      fits: ({ finding }) => finding.phase === 'preflight',
      words: () =>
        say`Request a file with a plain GET, without headers of your own. The package serve only sends
          files, and answers no preflight request.`
          .fr`Demandez un fichier avec un simple GET, sans vos propres en-têtes. Le paquet serve ne fait
          qu’envoyer des fichiers, et ne répond à aucune requête préliminaire.`,
    },
  ],
});
