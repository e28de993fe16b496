import { hasCorsHeader, refusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { isExplained } from '../../servers/instead.ts';
import { asksForMcp } from '../../servers/kit/mcp.ts';

/** What an MCP client asks before it may use a server. @see RFC 8414, RFC 9728, RFC 7591 */
const SIGN_IN =
  /^\/\.well-known\/(?:oauth-protected-resource|oauth-authorization-server|openid-configuration)(?:\/|$)|\/(?:token|register|revoke)$/;

/** A browser MCP client signs in, and those addresses allow no page. */
export const mcpSignIn: HintRule = {
  id: 'mcp-sign-in',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || refused.finding.cause !== 'missing-allow-origin') return null;
    if (hasCorsHeader(refused.headers) || isExplained(context)) return null;
    const path = parseUrl(refused.hop.url)?.pathname ?? '';
    if (!SIGN_IN.test(path) || !context.server.answers.some(asksForMcp)) return null;
    return {
      confidence: 0.7,
      text: say`Let the sign-in addresses of the MCP server allow pages too, not only the one for
        messages: ${code('/.well-known/…')}, and those to register and to get a token. A client in a
        page asks ${shown(path)} itself. If the server is not yours, sign in from your own server (MCP
        Inspector: ${code('Via Proxy')}).`
        .fr`Faites autoriser les pages aussi par les adresses de connexion du serveur MCP, et pas
        seulement par celle des messages : ${code('/.well-known/…')}, et celles pour s’enregistrer et
        obtenir un jeton. Un client dans une page appelle lui-même ${shown(path)}. Si le serveur n’est
        pas à vous, connectez-vous depuis votre propre serveur (MCP Inspector : ${code('Via Proxy')}).`,
      docs: 'https://modelcontextprotocol.io/specification/latest/basic/authorization',
    };
  },
};
