import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { jsonString } from '../kit/literals.ts';
import { hostSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { DEPLOY_SITE } from '../kit/restart.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Azure Static Web Apps. A header has the same value for every page; its functions send their own. */
export const azureStaticWebApps = settingsStack({
  id: 'azure-static-web-apps',
  label: 'Azure Static Web Apps',
  kind: 'platform',
  docs: 'https://learn.microsoft.com/azure/static-web-apps/configuration#global-headers',
  answersAlone: true,
  marks: [
    hostSignal(
      0.95,
      /\.azurestaticapps\.net$/,
      say`Azure Static Web Apps has the hosts below ${code('azurestaticapps.net')}.`
        .fr`Les hôtes sous ${code('azurestaticapps.net')} appartiennent à Azure Static Web Apps.`,
    ),
  ],
  can: { origins: 'one', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  answers: { preflightStatus: 200, varies: 'never' },
  // Files are there for GET and HEAD. What answers more is a function.
  write: ({ origins: [origin], credentials, expose, requirement }) =>
    requirement.preflight
      ? null
      : [
          fileSnippet(
            'staticwebapp.config.json',
            'json',
            say`Paste beside ${code('"routes"')}. If there is ${code('"globalHeaders"')} already, add
              only the lines inside.`
              .fr`Collez à côté de ${code('"routes"')}. S’il y a déjà ${code('"globalHeaders"')},
              ajoutez-y seulement les lignes intérieures.`,
            [
              '"globalHeaders": {',
              [
                ['Access-Control-Allow-Origin', origin] as const,
                ...(credentials ? [['Access-Control-Allow-Credentials', 'true'] as const] : []),
                ...(expose.length > 0
                  ? [['Access-Control-Expose-Headers', expose.join(', ')] as const]
                  : []),
              ]
                .map(([name, value]) => `  "${name}": ${jsonString(value)}`)
                .join(',\n'),
              '},',
            ].flatMap((text) => text.split('\n')),
          ),
        ],
  restart: DEPLOY_SITE,
  notes: [
    say`Every page gets this one origin. Azure Static Web Apps cannot choose among several.`
      .fr`Toutes les pages reçoivent cette seule origine. Azure Static Web Apps ne peut pas choisir
      parmi plusieurs origines.`,
  ],
  instead: [
    {
      id: 'static-web-app-function',
      fits: ({ url }) => /^\/api(?:\/|$)/.test(url.pathname),
      words: ({ origin, headers, method }) =>
        say`Let the function send ${shown(`Access-Control-Allow-Origin: ${origin}`)} in the
          ${code('headers')} of its response. ${
            headers.length > 0 || !/^(?:GET|HEAD|POST)$/.test(method)
              ? say`Let it answer ${code('OPTIONS')} too, with the methods and headers that the page
                  needs. `
                  .fr`Faites-la aussi répondre à ${code('OPTIONS')}, avec les méthodes et en-têtes
                  dont la page a besoin. `
              : []
          }No setting of Azure Static Web Apps does so for its functions.`
          .fr`Faites envoyer ${shown(`Access-Control-Allow-Origin: ${origin}`)} par la fonction, dans
          les ${code('headers')} de sa réponse. ${
            headers.length > 0 || !/^(?:GET|HEAD|POST)$/.test(method)
              ? say`Let it answer ${code('OPTIONS')} too, with the methods and headers that the page
                  needs. `
                  .fr`Faites-la aussi répondre à ${code('OPTIONS')}, avec les méthodes et en-têtes
                  dont la page a besoin. `
              : []
          }Aucun réglage d’Azure Static Web Apps ne le fait pour ses fonctions.`,
    },
    {
      id: 'static-web-app-preflight',
      fits: ({ finding }) => finding.phase === 'preflight',
      words: () =>
        say`Request a file with a plain GET, without headers of your own. Azure Static Web Apps serves
          files, and answers no preflight request for them.`
          .fr`Demandez un fichier avec un simple GET, sans vos propres en-têtes. Azure Static Web Apps
          sert des fichiers, et ne répond à aucune requête préliminaire pour eux.`,
    },
  ],
});
