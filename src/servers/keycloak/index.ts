import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { pathSignal } from '../kit/marks.ts';
import { fieldSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Keycloak lets every preflight pass. It adds the headers only for the client's own origins. */
export const keycloak = settingsStack({
  id: 'keycloak',
  label: 'Keycloak',
  kind: 'product',
  docs: 'https://www.keycloak.org/docs/latest/server_admin/index.html#con-basic-settings_server_administration_guide',
  marks: [
    pathSignal(
      0.9,
      /\/realms\/[^/]+\/protocol\/(?:openid-connect|saml)\/|\/admin\/realms\/[^/]+\/(?:users|clients|roles|groups)(?:\/|$)/,
      say`The address looks like Keycloak’s.`.fr`L’adresse ressemble à celles de Keycloak.`,
    ),
    pathSignal(
      0.7,
      /\/realms\/[^/]+\/(?:account|\.well-known)\//,
      say`The address looks like Keycloak’s.`.fr`L’adresse ressemble à celles de Keycloak.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'always',
    methods: 'any',
    headers: 'any',
    expose: ['access-control-allow-methods'],
  },
  // No cache keeps tokens, so `Vary` does not matter.
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins }) => [
    fieldSnippet(
      'Web origins',
      say`In Keycloak’s admin console, open the realm, ${code('Clients')} and this client. Add to
        ${code('Web origins')} and save.`
        .fr`Dans la console d’administration de Keycloak, ouvrez le realm, ${code('Clients')}, puis
        ce client. Ajoutez ceci à ${code('Web origins')} et enregistrez.`,
      origins,
    ),
  ],
  restart: null,
  notes: [
    say`Write ${code('+')} instead to allow the origins of all valid redirect URIs.`
      .fr`Écrivez plutôt ${code('+')} pour autoriser les origines de toutes les URI de redirection
      valides.`,
    say`Keycloak lets every preflight request pass. It then adds the CORS headers only for the
      origins in that list.`
      .fr`Keycloak laisse passer toutes les requêtes préliminaires. Il n’ajoute ensuite les en-têtes
      CORS que pour les origines de cette liste.`,
  ],
});
