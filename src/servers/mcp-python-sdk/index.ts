import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { pythonList } from '../kit/literals.ts';
import { headerOf } from '../kit/marks.ts';
import { asksForMcp, MCP_LISTS } from '../kit/mcp.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** The official MCP SDK for Python. Its application is wrapped from outside. */
export const mcpPythonSdk = settingsStack({
  id: 'mcp-python-sdk',
  label: 'MCP · Python SDK (mcp)',
  kind: 'code',
  docs: 'https://github.com/modelcontextprotocol/python-sdk#cors-configuration-for-browser-based-clients',
  marks: [
    {
      // FastMCP looks the same, and more people use it.
      weight: 0.45,
      seen: (one) => headerOf(one, 'server') === 'uvicorn' && asksForMcp(one),
      evidence: () =>
        say`An MCP client asked uvicorn, on which the Python SDK runs too.`
          .fr`Un client MCP s’est adressé à uvicorn, sur lequel fonctionne aussi le SDK Python.`,
    },
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  answers: { preflightStatus: 200, varies: 'always' },
  lists: MCP_LISTS,
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'server.py',
      'python',
      say`Paste in place of ${code('mcp.run(…)')}, or where you pass
        ${code('mcp.streamable_http_app()')} on.`
        .fr`Collez à la place de ${code('mcp.run(…)')}, ou là où vous transmettez
        ${code('mcp.streamable_http_app()')}.`,
      [
        'import uvicorn',
        'from starlette.middleware.cors import CORSMiddleware',
        '',
        'app = CORSMiddleware(',
        '    mcp.streamable_http_app(),',
        `    allow_origins=${pythonList(origins)},`,
        ...(credentials ? ['    allow_credentials=True,'] : []),
        `    allow_methods=${pythonList(methods)},`,
        `    allow_headers=${pythonList(headers)},`,
        `    expose_headers=${pythonList(expose)},`,
        ')',
        'uvicorn.run(app, host="127.0.0.1", port=8000)',
      ],
    ),
  ],
  notes: [
    say`Keep your own host and port. An MCP client reads ${code('mcp-session-id')} next, so the
      header is exposed.`
      .fr`Gardez votre hôte et votre port. Un client MCP lit ensuite ${code('mcp-session-id')}, donc
      cet en-tête est exposé.`,
  ],
});
