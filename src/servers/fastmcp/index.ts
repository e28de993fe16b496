import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { pythonList } from '../kit/literals.ts';
import { headerOf, type Signal } from '../kit/marks.ts';
import { asksForMcp, MCP_LISTS } from '../kit/mcp.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

const CLIENT: Signal = {
  weight: 0.7,
  seen: (one) => /^uvicorn$/i.test(headerOf(one, 'server')) && asksForMcp(one),
  evidence: () =>
    say`An MCP client asked uvicorn, on which FastMCP runs.`
      .fr`Un client MCP a envoyé une requête à uvicorn, sur lequel FastMCP s’exécute.`,
};

/**
 * An MCP server in Python. Its application is made inside of FastMCP, so the middleware is handed
 * over.
 */
export const fastmcp = settingsStack({
  id: 'fastmcp',
  label: phrase`FastMCP · MCP server in Python`.fr`FastMCP · serveur MCP en Python`,
  kind: 'code',
  docs: 'https://gofastmcp.com/deployment/http',
  marks: [CLIENT],
  answersAlone: true,
  can: {
    origins: 'list',
    credentials: 'set',
    methods: 'set',
    headers: 'set',
    expose: 'set',
  },
  answers: { preflightStatus: 200, varies: 'always' },
  lists: MCP_LISTS,
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'server.py',
      'python',
      say`Paste in place of ${code('mcp.run(…)')}. If you call ${code('mcp.http_app()')} yourself,
        pass it the same ${code('middleware')}.`
        .fr`Collez à la place de ${code('mcp.run(…)')}. Si vous appelez vous-même
        ${code('mcp.http_app()')}, passez-lui le même ${code('middleware')}.`,
      [
        'from starlette.middleware import Middleware',
        'from starlette.middleware.cors import CORSMiddleware',
        '',
        'mcp.run(',
        '    transport="http",',
        '    middleware=[',
        '        Middleware(',
        '            CORSMiddleware,',
        `            allow_origins=${pythonList(origins)},`,
        ...(credentials ? ['            allow_credentials=True,'] : []),
        `            allow_methods=${pythonList(methods)},`,
        `            allow_headers=${pythonList(headers)},`,
        `            expose_headers=${pythonList(expose)},`,
        '        )',
        '    ],',
        ')',
      ],
    ),
  ],
  notes: [
    say`Keep the host and port that ${code('mcp.run')} had. An MCP client reads
      ${code('mcp-session-id')} next, so the header is exposed.`
      .fr`Gardez l’hôte et le port de votre ${code('mcp.run')} actuel. Un client MCP lit ensuite
      ${code('mcp-session-id')}, cet en-tête est donc exposé.`,
  ],
});
