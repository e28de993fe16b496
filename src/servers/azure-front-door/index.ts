import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal, hostSignal } from '../kit/marks.ts';
import { fieldSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** A rule set of Azure Front Door adds headers. It cannot answer a preflight request. */
export const azureFrontDoor = settingsStack({
  id: 'azure-front-door',
  label: 'Azure Front Door',
  kind: 'platform',
  docs: 'https://learn.microsoft.com/azure/frontdoor/standard-premium/how-to-configure-rule-set',
  isProxy: true,
  marks: [
    hostSignal(
      0.9,
      /\.azurefd\.net$/,
      say`Front Door has the hosts below ${code('azurefd.net')}.`
        .fr`Les hôtes sous ${code('azurefd.net')} appartiennent à Front Door.`,
    ),
    headerSignal(
      0.5,
      'X-Azure-Ref',
      /./,
      (line) => say`Front Door sends ${line}.`.fr`Front Door envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'never', methods: [], headers: [], expose: [] },
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins, requirement: { preflight } }) =>
    preflight
      ? null
      : [
          fieldSnippet(
            'Rule set',
            say`In the Azure portal, open the Front Door profile and Rule sets, and add one rule for each
              line. If: Request header, ${code('Origin')}, Equal, this value. Then: Modify response
              header, Overwrite, ${code('Access-Control-Allow-Origin')} with the same value. Associate
              the rule set with the route.`
              .fr`Dans le portail Azure, ouvrez le profil Front Door et Rule sets, et ajoutez une règle
              pour chaque ligne. Si : ${code('Request header')}, ${code('Origin')}, Equal, cette valeur. Alors :
              ${code('Modify response header')}, Overwrite, ${code('Access-Control-Allow-Origin')} avec la même
              valeur. Associez le jeu de règles à l’itinéraire.`,
            origins,
          ),
        ],
  instead: [
    {
      id: 'front-door-twice',
      fits: ({ finding }) => finding.cause === 'multiple-allow-origin-values',
      words: () =>
        say`In Front Door’s rule set, choose Overwrite instead of Append for
          ${code('Access-Control-Allow-Origin')}, or remove the rule. The server behind sends the header
          too.`.fr`Dans le jeu de règles de Front Door, choisissez Overwrite au lieu d’Append pour
          ${code('Access-Control-Allow-Origin')}, ou retirez la règle. Le serveur placé derrière envoie
          aussi cet en-tête.`,
    },
  ],
  notes: [
    say`Purge what Front Door has in its cache: it keeps the old headers.`
      .fr`Videz ce que Front Door a dans son cache : il garde les anciens en-têtes.`,
  ],
});
