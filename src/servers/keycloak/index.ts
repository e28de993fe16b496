import { code, prose } from '../../model/prose.ts';
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
      /\/realms\/[^/]+\/protocol\/(?:openid-connect|saml)\//,
      prose`The address looks like Keycloak’s.`,
    ),
    pathSignal(
      0.7,
      /\/realms\/[^/]+\/(?:account|\.well-known)\//,
      prose`The address looks like Keycloak’s.`,
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
      prose`In Keycloak’s admin console, open the realm, ${code('Clients')} and this client. Add to
        ${code('Web origins')} and save.`,
      origins,
    ),
  ],
  restart: null,
  notes: [
    prose`Write ${code('+')} instead to allow the origins of all valid redirect URIs.`,
    prose`Keycloak lets every preflight request pass. It then adds the CORS headers only for the
      origins in that list.`,
  ],
});
