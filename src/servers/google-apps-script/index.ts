import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { urlSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** A script of Google Apps Script. Google adds the CORS headers, and nobody can set any. */
export const googleAppsScript = adviceStack({
  id: 'google-apps-script',
  label: 'Google Apps Script',
  kind: 'not-yours',
  docs: 'https://developers.google.com/apps-script/guides/web',
  marks: [
    urlSignal(
      0.97,
      /^https:\/\/script\.google\.com\/macros\//,
      say`Web apps of Google Apps Script have such addresses.`
        .fr`Les applications web de Google Apps Script utilisent de telles adresses.`,
    ),
  ],
  instead: [
    {
      id: 'apps-script-options',
      fits: ({ finding }) =>
        finding.cause === 'missing-allow-origin' && finding.phase === 'preflight',
      words: () =>
        say`Send the body as ${code('text/plain')} and add no other header, or ask from your own
          server. Google Apps Script cannot answer OPTIONS, and such a request needs no preflight
          request.`
          .fr`Envoyez le corps comme ${code('text/plain')} et n’ajoutez aucun autre en-tête, ou
          faites la requête depuis votre propre serveur. Google Apps Script ne peut pas répondre à
          OPTIONS, et une telle requête se passe de requête préliminaire.`,
    },
    {
      id: 'apps-script-error',
      fits: ({ finding }) => finding.cause === 'missing-allow-origin' && finding.phase === 'actual',
      words: () =>
        say`Check the deployment in Google Apps Script: “Who has access” must be “Anyone”, and the
          script must end without an error. Google adds the CORS headers itself, and a script cannot
          set any.`
          .fr`Vérifiez le déploiement dans Google Apps Script : « Who has access » doit être «
          Anyone », et le script doit se terminer sans erreur. Google ajoute lui-même les en-têtes
          CORS, et un script ne peut en définir aucun.`,
    },
  ],
});
