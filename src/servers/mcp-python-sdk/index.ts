import { code, prose } from '../../model/prose.ts';
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
      evidence: () => prose`An MCP client asked uvicorn, on which the Python SDK runs too.`,
    },
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  answers: { preflightStatus: 200, varies: 'always' },
  lists: MCP_LISTS,
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'server.py',
      'python',
      prose`Paste in place of ${code('mcp.run(…)')}, or where you pass
        ${code('mcp.streamable_http_app()')} on.`,
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
    prose`Keep your own host and port. An MCP client reads ${code('mcp-session-id')} next, so the header
      is exposed.`,
  ],
});
