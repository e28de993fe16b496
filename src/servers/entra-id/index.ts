import { code, prose } from '../../model/prose.ts';
import { hostSignal } from '../kit/marks.ts';
import { fieldSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';
import { navigateInstead } from '../kit/sign-in.ts';

/** Microsoft Entra ID allows the pages of redirect URIs that are registered for a single-page app. */
export const entraId = settingsStack({
  id: 'entra-id',
  label: 'Microsoft Entra ID',
  kind: 'platform',
  docs: 'https://learn.microsoft.com/entra/identity-platform/scenario-spa-app-registration',
  answersAlone: true,
  marks: [
    hostSignal(
      0.97,
      /^(?:login\.microsoftonline\.(?:com|us)|login\.partner\.microsoftonline\.cn|[a-z0-9-]+\.ciamlogin\.com|[a-z0-9-]+\.b2clogin\.com)$/,
      prose`This host belongs to Microsoft Entra ID.`,
    ),
  ],
  can: { origins: 'list', credentials: 'never', methods: 'any', headers: 'any', expose: [] },
  // No cache keeps tokens, so `Vary` does not matter.
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins }) => [
    fieldSnippet(
      'Redirect URI',
      prose`In the Entra admin center, open ${code('App registrations')}, this app and
        ${code('Authentication')}. Add the platform ${code('Single-page application')} with the page’s
        redirect URI: this origin and your path. Remove it from ${code('Web')}, and save.`,
      origins,
    ),
  ],
  notes: [
    prose`A redirect URI of the platform ${code('Web')} gets no CORS headers: its tokens are for a server
      with a secret.`,
  ],
  instead: [
    navigateInstead('entra-navigate', /\/(?:oauth2\/(?:v2\.0\/)?(?:authorize|logout)|saml2)$/i),
  ],
});
