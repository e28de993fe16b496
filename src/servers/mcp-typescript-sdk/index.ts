import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { javascriptList } from '../kit/literals.ts';
import { headerOf } from '../kit/marks.ts';
import { asksForMcp, MCP_LISTS } from '../kit/mcp.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** The official MCP SDK for TypeScript, which runs in Express. */
export const mcpTypescriptSdk = settingsStack({
  id: 'mcp-typescript-sdk',
  label: 'MCP · TypeScript SDK',
  kind: 'code',
  docs: 'https://github.com/modelcontextprotocol/typescript-sdk#cors-configuration-for-browser-based-clients',
  basis: 'measured',
  marks: [
    {
      weight: 0.95,
      seen: (one) => headerOf(one, 'x-powered-by') === 'Express' && asksForMcp(one),
      evidence: () =>
        say`An MCP client asked Express, on which the TypeScript SDK runs.`
          .fr`Un client MCP s’est adressé à Express, sur lequel fonctionne le SDK TypeScript.`,
    },
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  lists: MCP_LISTS,
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'server.ts',
      'typescript',
      say`Paste directly below ${code('const app = express()')}, above
        ${code("app.post('/mcp', …)")}.`
        .fr`Collez juste sous ${code('const app = express()')}, au-dessus de
        ${code("app.post('/mcp', …)")}.`,
      [
        "import cors from 'cors';",
        '',
        'app.use(',
        '  cors({',
        `    origin: ${javascriptList(origins)},`,
        ...(credentials ? ['    credentials: true,'] : []),
        `    methods: ${javascriptList(methods)},`,
        `    allowedHeaders: ${javascriptList(headers)},`,
        `    exposedHeaders: ${javascriptList(expose)},`,
        '  }),',
        ');',
      ],
    ),
  ],
  install: 'npm install cors',
  notes: [
    say`An MCP client reads ${code('mcp-session-id')} next, so the header is exposed.`
      .fr`Un client MCP lit ensuite ${code('mcp-session-id')}, donc cet en-tête est exposé.`,
  ],
});
