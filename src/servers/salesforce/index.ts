import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal, hostSignal } from '../kit/marks.ts';
import { fieldSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** The APIs of a Salesforce organization: a list of origins in its setup. */
export const salesforce = settingsStack({
  id: 'salesforce',
  label: 'Salesforce',
  kind: 'platform',
  docs: 'https://help.salesforce.com/s/articleView?id=sf.extend_code_cors.htm&type=5',
  marks: [
    hostSignal(
      0.9,
      /\.(?:my\.salesforce|my\.site|salesforce|force)\.com$/,
      say`Salesforce has the hosts below ${code('salesforce.com')}.`
        .fr`Les hôtes sous ${code('salesforce.com')} appartiennent à Salesforce.`,
    ),
    headerSignal(
      0.9,
      'X-Sfdc-Request-Id',
      /./,
      (line) => say`Salesforce sends ${line}.`.fr`Salesforce envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'always', methods: 'any', headers: 'any', expose: [] },
  answers: { preflightStatus: 200, varies: 'never' },
  // It takes secure origins, and this machine.
  write: ({ origins, requirement: { url } }) =>
    origins.every((origin) =>
      /^https:\/\/[a-z0-9.-]+(?::\d+)?$|^http:\/\/localhost(?::\d+)?$/.test(origin),
    )
      ? [
          fieldSnippet(
            'Allowed Origins List',
            parseUrl(url)?.pathname.startsWith('/services/oauth2/')
              ? say`In Salesforce’s Setup, search for CORS. Edit the policy settings, and turn on
                  ${code('Enable CORS for OAuth endpoints')}. Then add this with New.`
                  .fr`Dans Setup de Salesforce, cherchez CORS. Modifiez les paramètres de la
                  stratégie, et activez ${code('Enable CORS for OAuth endpoints')}. Ajoutez ensuite
                  ceci avec New.`
              : say`In Salesforce’s Setup, search for CORS. Add this with New, as Origin URL Pattern.`
                  .fr`Dans Setup de Salesforce, cherchez CORS. Ajoutez ceci avec New, comme Origin
                  URL Pattern.`,
            origins,
          ),
        ]
      : null,
});
