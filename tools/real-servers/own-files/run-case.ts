import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServerAnswer, ServerRequest } from '../../../src/servers/kit/stack.ts';
import type { SettingsFile } from '../../../src/settings/file.ts';
import { ask } from '../ask.ts';
import { NODE_MODULES } from '../node.ts';
import { type Command, type Place, startServer, writeFiles } from '../server-process.ts';
import type { OwnFileCase } from './cases.ts';

/** A build in the same process sets `NODE_ENV`, which a case's files may read. */
const { NODE_ENV: _, ...SURROUNDINGS } = process.env;

const PYTHON = '/usr/bin/python3';
const RUNNER = fileURLToPath(new URL('./python_case.py', import.meta.url));
const UPSTREAM = fileURLToPath(new URL('./upstream.mjs', import.meta.url));

/**
 * What the real server answers, with these files instead of the case’s own. Throws with its output
 * if it does not start.
 */
export function runOwnCase(
  one: OwnFileCase,
  files: readonly SettingsFile[],
  requests: readonly ServerRequest[],
): Promise<readonly ServerAnswer[]> {
  if (one.stack === 'fastapi' || one.stack === 'flask-cors') return onPython(one, files, requests);
  return overHttp(one, files, requests);
}

const byName = (files: readonly SettingsFile[]): Readonly<Record<string, string>> =>
  Object.fromEntries(files.map(({ name, text }) => [name, text]));

async function onPython(
  { main, environment }: OwnFileCase,
  files: readonly SettingsFile[],
  requests: readonly ServerRequest[],
): Promise<readonly ServerAnswer[]> {
  const folder = await mkdtemp(join(tmpdir(), 'crosscheck-own-file-'));
  try {
    await writeFiles(folder, byName(files));
    const child = spawn(PYTHON, ['-W', 'ignore', RUNNER], {
      cwd: folder,
      env: { ...SURROUNDINGS, PYTHONDONTWRITEBYTECODE: '1', ...environment },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const module = main.replace(/\.py$/, '').replaceAll('/', '.');
    child.stdin.end(JSON.stringify({ module, requests }));
    const [exitCode] = await once(child, 'close');
    if (exitCode !== 0) throw new Error(`the program does not run:\n${stderr}`);
    return (JSON.parse(stdout) as { readonly answers: readonly ServerAnswer[] }).answers;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function overHttp(
  one: OwnFileCase,
  files: readonly SettingsFile[],
  requests: readonly ServerRequest[],
): Promise<readonly ServerAnswer[]> {
  const server = await startServer({
    name: one.stack,
    prepare: async ({ folder, port, spare }) => {
      await writeFiles(folder, projectOf(one, files, { folder, port, spare }));
      if (one.stack !== 'nginx') await symlink(NODE_MODULES, join(folder, 'node_modules'));
    },
    command: (place) => commandOf(one, place),
  });
  try {
    const answers: ServerAnswer[] = [];
    for (const request of requests) answers.push(await ask(server.port, request));
    return answers;
  } finally {
    await server.stop();
  }
}

function projectOf(
  { stack, main }: OwnFileCase,
  files: readonly SettingsFile[],
  place: Place,
): Readonly<Record<string, string>> {
  // Without a package.json of its own, one in a folder above would count.
  const fixed = { 'package.json': '{}', 'own-port.cjs': ownPort(place.port) };
  if (stack !== 'nginx') return { ...fixed, ...byName(files) };
  const site = files.find(({ name }) => name === main)?.text ?? '';
  return { 'nginx.conf': nginxConfiguration(site, place) };
}

/** The program listens where nobody else does, whatever port it asks for. */
const ownPort = (port: number): string =>
  [
    "const { Server } = require('node:net');",
    'const { listen } = Server.prototype;',
    'Server.prototype.listen = function (...args) {',
    "  const done = args.findLast((one) => typeof one === 'function');",
    `  return listen.call(this, ${port}, '127.0.0.1', done);`,
    '};',
  ].join('\n');

/** A site as Debian includes it, on ports of this machine and without certificates. */
function nginxConfiguration(site: string, { folder, port, spare }: Place): string {
  const own = site
    .replace(/\blisten\s+[^;]+;/g, `listen 127.0.0.1:${port};`)
    .replace(/\bproxy_pass\s+http:\/\/[^/;]+/g, `proxy_pass http://127.0.0.1:${spare}`)
    .replace(/\n[ \t]*ssl_[^;]+;/g, '');
  return [
    'daemon off;',
    `pid ${folder}/nginx.pid;`,
    'error_log stderr;',
    'events { }',
    'http {',
    'access_log off;',
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    ),
    own,
    '}',
    '',
  ].join('\n');
}

function commandOf({ stack, main, environment }: OwnFileCase, place: Place): Command {
  const { folder, port, spare } = place;
  if (stack === 'nginx') {
    return { program: process.execPath, args: [UPSTREAM, String(spare), folder] };
  }
  const hook = join(folder, 'own-port.cjs');
  const tsx = join(NODE_MODULES, 'tsx/dist/loader.mjs');
  const loads = /\.[cm]?ts$/.test(main) ? ['--import', tsx] : [];
  return {
    program: process.execPath,
    args: [...loads, '--require', hook, join(folder, main)],
    env: { ...SURROUNDINGS, PORT: String(port), ...environment, INIT_CWD: dirname(folder) },
  };
}
