import { code, prose } from '../../model/prose.ts';
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
    hostSignal(0.97, /(?:^|\.)auth0\.com$/, prose`Auth0 has the hosts below ${code('auth0.com')}.`),
    headerSignal(0.9, 'X-Auth0-RequestId', /./, (line) => prose`Auth0 sends ${line}.`),
  ],
  can: { origins: 'list', credentials: 'always', methods: 'any', headers: 'any', expose: [] },
  write: ({ origins }) => [
    fieldSnippet(
      'Allowed Web Origins',
      prose`In the Auth0 dashboard, open ${code('Applications')}, this application and
        ${code('Settings')}. Add to ${code('Allowed Web Origins')} and to
        ${code('Allowed Origins (CORS)')}, separated by commas. Save the changes.`,
      [origins.join(', ')],
    ),
  ],
  instead: [navigateInstead('auth0-navigate', /^\/(?:authorize|v2\/logout|oidc\/logout|u\/)/)],
});
