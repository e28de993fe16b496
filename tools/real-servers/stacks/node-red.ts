import type { LabStack } from '../lab-stack.ts';
import { npmCorsByHand } from '../npm-cors-settings.ts';
import { npmPackages } from '../npm-packages.ts';
import { codeFor, marked, replaceMarked, withFile } from '../paste.ts';
import { nameless, usualFailures } from '../usual-failures.ts';

const packages = npmPackages('node-red');
const FILE = 'settings.js';

/** A flow from an `http in` node to an `http response` node. */
const flow = (method: string, url: string, status: number, headers: object) => {
  const id = `${method}${url}`.replace(/\W/g, '-');
  return [
    { id, type: 'http in', z: 'tab', url, method, wires: [[`${id}-body`]] },
    {
      id: `${id}-body`,
      type: 'change',
      z: 'tab',
      rules: [{ t: 'set', p: 'payload', pt: 'msg', to: '{"ok":true}', tot: 'json' }],
      wires: [[`${id}-out`]],
    },
    { id: `${id}-out`, type: 'http response', z: 'tab', statusCode: String(status), headers },
  ];
};

const FLOWS = [
  { id: 'tab', type: 'tab', label: 'API' },
  ...['get', 'post', 'put', 'patch', 'delete'].flatMap((method) =>
    flow(method, '/api/data', 200, { 'X-Total': '42' }),
  ),
  ...flow('get', '/api/boom', 500, {}),
  ...flow('get', '/api/redirect', 302, { Location: '/api/data' }),
];

const allowing = (origin: string) => `httpNodeCors: ${npmCorsByHand(origin)},`;

/** Node-RED with flows that answer HTTP. */
export const nodeRedLab: LabStack = {
  id: 'node-red-5',
  stack: 'node-red',
  proofOnly: true,
  version: async () => `Node-RED ${packages.version('node-red')}`,
  ready: packages.ready,
  packages,
  project: ({ port, folder }, { cors }) => ({
    'flows.json': JSON.stringify(FLOWS),
    [FILE]: [
      'module.exports = {',
      `  uiHost: '127.0.0.1', uiPort: ${port}, userDir: ${JSON.stringify(folder)},`,
      "  flowFile: 'flows.json', credentialSecret: false, httpAdminRoot: false,",
      marked('  //', cors),
      '};',
      '',
    ].join('\n'),
  }),
  command: ({ folder }) =>
    packages.program(
      `${packages.folder}/node_modules/node-red/red.js`,
      ...['--settings', `${folder}/${FILE}`],
    ),
  probe: '/api/data',
  failures: nameless(usualFailures({ allowing, star: { cors: "httpNodeCors: { origin: '*' }," } })),
  paste: (files, snippets) =>
    withFile(files, FILE, (text) => replaceMarked(text, codeFor(FILE, snippets))),
  model: null,
};
