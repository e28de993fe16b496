import type { HintRule } from '../../evidence/hint.ts';
import { hidesSession, SESSION } from '../../evidence/mcp-session.ts';
import { lastHop } from '../../model/exchange.ts';
import { elements, has } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';

const EXPOSE = 'access-control-expose-headers';

/** An MCP client could not read the session’s id, so its next request came without it. */
export const sessionNotExposed: HintRule = {
  id: 'session-not-exposed',
  detect: ({ exchange, evaluation, server }) => {
    const { request, response, url } = lastHop(exchange);
    if (evaluation.verdict !== 'allowed' || request === null || response === null) return null;
    // What a server says to a request without the id that it needs.
    if (response.status !== 400 && response.status !== 404) return null;
    if (has(request.headers, SESSION)) return null;
    const first = server.answers.find((one) => one.url === url && has(one.headers, SESSION));
    if (first === undefined) return null;
    if (!hidesSession(first.headers)) return null;
    const all = [...elements(first.headers, EXPOSE), SESSION].join(', ');
    return {
      confidence: 0.9,
      text: say`Let the server send ${shown(`Access-Control-Expose-Headers: ${all}`)}. Its first
        response had ${code(SESSION)}, but the page could not read it. So this request came without
        it, and got ${code(String(response.status))}.`
        .fr`Faites envoyer ${shown(`Access-Control-Expose-Headers: ${all}`)} par le serveur. Sa
        première réponse contenait ${code(SESSION)}, mais la page ne pouvait pas le lire. Cette
        requête est donc partie sans lui, et a reçu ${code(String(response.status))}.`,
      docs: 'https://modelcontextprotocol.io/specification/latest/basic/transports',
    };
  },
};
