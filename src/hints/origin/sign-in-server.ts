import { hasCorsHeader, refusal, variesByOrigin } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { insteadOf, isSetUp } from '../../servers/instead.ts';
import { asksForMcp } from '../../servers/kit/mcp.ts';

/** What pages ask a sign-in server, by the standards and by its usual products. */
const PATHS =
  /^(?:\/[^/]+)*\/(?:\.well-known\/(?:openid-configuration|jwks(?:\.json)?)|(?:oauth2?|connect|oidc)\/(?:v\d\/)?(?:token|userinfo|revocation|introspect))$/;

/** A sign-in server that nothing names: each product has a list of its own for pages. */
export const signInServer: HintRule = {
  id: 'sign-in-server',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || refused.finding.cause !== 'missing-allow-origin') return null;
    if (refused.status >= 300 && refused.finding.phase === 'actual') return null;
    if (hasCorsHeader(refused.headers) || variesByOrigin(refused.headers)) return null;
    if (isSetUp(context.server) || insteadOf(context).length > 0) return null;
    const path = parseUrl(refused.hop.url)?.pathname ?? '';
    if (!PATHS.test(path) || context.server.answers.some(asksForMcp)) return null;
    return {
      confidence: 0.6,
      text: say`If a finished sign-in server answers ${shown(path)}, add ${shown(context.evaluation.origin)}
        in its admin pages instead: FusionAuth has ${code('Settings')}, ${code('System')},
        ${code('CORS')}, Keycloak has Web origins, and Duende IdentityServer has
        ${code('AllowedCorsOrigins')}, both in the client.`
        .fr`Si un serveur de connexion prêt à l’emploi répond à ${shown(path)}, ajoutez plutôt
        ${shown(context.evaluation.origin)} dans ses pages d’administration : FusionAuth a
        ${code('Settings')}, ${code('System')}, ${code('CORS')}, Keycloak a Web origins, et Duende
        IdentityServer a ${code('AllowedCorsOrigins')}, les deux dans le client.`,
      docs: 'https://fusionauth.io/docs/operate/secure-and-monitor/cors',
    };
  },
};
