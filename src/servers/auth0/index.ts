import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal, hostSignal } from '../kit/marks.ts';
import { fieldSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';
import { navigateInstead } from '../kit/sign-in.ts';

/** Auth0: two lists in the settings of an application. */
export const auth0 = settingsStack({
  id: 'auth0',
  label: 'Auth0',
  kind: 'platform',
  docs: 'https://auth0.com/docs/get-started/applications/application-settings',
  answersAlone: true,
  marks: [
    hostSignal(
      0.97,
      /(?:^|\.)auth0\.com$/,
      say`Auth0 has the hosts below ${code('auth0.com')}.`
        .fr`Les hôtes sous ${code('auth0.com')} appartiennent à Auth0.`,
    ),
    headerSignal(
      0.9,
      'X-Auth0-RequestId',
      /./,
      (line) => say`Auth0 sends ${line}.`.fr`Auth0 envoie ${line}.`,
    ),
  ],
  can: { origins: 'list', credentials: 'always', methods: 'any', headers: 'any', expose: [] },
  write: ({ origins }) => [
    fieldSnippet(
      'Allowed Web Origins',
      say`In the Auth0 dashboard, open ${code('Applications')}, this application and
        ${code('Settings')}. Add to ${code('Allowed Web Origins')} and to
        ${code('Allowed Origins (CORS)')}, separated by commas. Save the changes.`
        .fr`Dans le tableau de bord d’Auth0, ouvrez ${code('Applications')}, cette application et
        ${code('Settings')}. Ajoutez à ${code('Allowed Web Origins')} et à
        ${code('Allowed Origins (CORS)')}, en séparant par des virgules. Enregistrez les
        modifications.`,
      [origins.join(', ')],
    ),
  ],
  instead: [navigateInstead('auth0-navigate', /^\/(?:authorize|v2\/logout|oidc\/logout|u\/)/)],
});
