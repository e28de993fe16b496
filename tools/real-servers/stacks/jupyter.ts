import { debianReady } from '../debian.ts';
import type { LabRequest } from '../failures.ts';
import type { LabStack } from '../lab-stack.ts';
import { codeFor, marked, replaceMarked, withFile } from '../paste.ts';
import { labPython } from '../python.ts';

const FILE = 'jupyter_server_config.py';
const python = labPython();

/** Without a preflight: Jupyter takes the token from the URL too. */
const STATUS: LabRequest = { path: '/api/status?token=secret' };
const BY_HEADER: LabRequest = { path: '/api/status', headers: { authorization: 'token secret' } };
const WITH_COOKIES: LabRequest = { ...STATUS, credentials: 'include' };

const allowing = (origin: string) => `c.ServerApp.allow_origin = "${origin}"`;

const FIXED = 'what its interface allows is fixed';

/** Jupyter Server, as a page with its token asks it. */
export const jupyterLab: LabStack = {
  id: 'jupyter-1.23',
  stack: 'jupyter',
  proofOnly: true,
  version: async () => `Jupyter Server ${await python.version('jupyter-server')}`,
  ready: debianReady(['jupyter-server'], ['/usr/lib/python3/dist-packages/jupyter_server']),
  project: (_, { cors }) => ({
    [FILE]: `c = get_config()\nc.ServerApp.token = "secret"\n${marked('#', cors)}\n`,
  }),
  command: ({ port, folder }) => {
    const own = python.command(
      ...['-m', 'jupyter_server', '--allow-root', '--no-browser', `--config=${folder}/${FILE}`],
      ...['--ip=127.0.0.1', `--port=${port}`, '--ServerApp.port_retries=0'],
    );
    const folders = { HOME: folder, JUPYTER_RUNTIME_DIR: folder, JUPYTER_DATA_DIR: folder };
    return { ...own, env: { ...own.env, ...folders } };
  },
  failures: {
    'nothing-configured': { cors: '', request: BY_HEADER },
    'origin-not-listed': { cors: allowing('https://app.example'), request: STATUS },
    'origin-misspelled': { cors: allowing('{page}/'), request: STATUS },
    'wildcard-with-credentials': { cors: allowing('*'), request: WITH_COOKIES },
    'credentials-not-allowed': { cors: allowing('{page}'), request: WITH_COOKIES },
    'method-not-allowed': FIXED,
    'header-not-allowed': FIXED,
    'expose-missing': 'it exposes nothing',
    'error-without-headers': {
      cors: allowing('https://app.example'),
      request: { path: '/api/contents/none?token=secret' },
      status: 404,
    },
    redirect: 'its interface does not redirect',
    'two-layers': 'it sets its headers once, for one origin',
  },
  paste: (files, snippets) =>
    withFile(files, FILE, (text) => `${replaceMarked(text, '')}\n${codeFor(FILE, snippets)}`),
  model: null,
};
