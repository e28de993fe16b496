import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
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
      say`This host belongs to Microsoft Entra ID.`.fr`Cet hôte appartient à Microsoft Entra ID.`,
    ),
  ],
  can: { origins: 'list', credentials: 'never', methods: 'any', headers: 'any', expose: [] },
  // No cache keeps tokens, so `Vary` does not matter.
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins }) => [
    fieldSnippet(
      'Redirect URI',
      say`In the Entra admin center, open ${code('App registrations')}, this app and
        ${code('Authentication')}. Add the platform ${code('Single-page application')} with the
        page’s redirect URI: this origin and your path. Remove it from ${code('Web')}, and save.`
        .fr`Dans le centre d’administration Entra, ouvrez ${code('App registrations')}, cette
        application et ${code('Authentication')}. Ajoutez la plateforme
        ${code('Single-page application')} avec l’URI de redirection de la page : cette origine et
        votre chemin. Retirez cet URI de ${code('Web')}, et enregistrez.`,
      origins,
    ),
  ],
  notes: [
    say`A redirect URI of the platform ${code('Web')} gets no CORS headers: its tokens are for a
      server with a secret.`
      .fr`Un URI de redirection de la plateforme ${code('Web')} ne reçoit pas d’en-têtes CORS : ses
      jetons sont destinés à un serveur qui a un secret.`,
  ],
  instead: [
    navigateInstead('entra-navigate', /\/(?:oauth2\/(?:v2\.0\/)?(?:authorize|logout)|saml2)$/i),
  ],
});
