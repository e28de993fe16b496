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
import { nginxCommand, nginxProject, nginxTest } from './nginx.ts';

/** A build in the same process sets `NODE_ENV`, which a case's files may read. */
const { NODE_ENV: _, ...SURROUNDINGS } = process.env;

const PYTHON = '/usr/bin/python3';
const RUNNER = fileURLToPath(new URL('./python_case.py', import.meta.url));
/** The application behind nginx. */
export const UPSTREAM = fileURLToPath(new URL('./upstream.mjs', import.meta.url));

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
      else if (nginxTest(folder) !== '') throw new Error(`nginx -t says:\n${nginxTest(folder)}`);
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
  one: OwnFileCase,
  files: readonly SettingsFile[],
  place: Place,
): Readonly<Record<string, string>> {
  if (one.stack === 'nginx') return nginxProject(one, files, place);
  // Without a package.json of its own, one in a folder above would count.
  const fixed = { 'package.json': '{}', 'own-port.cjs': ownPort(place.port) };
  return { ...fixed, ...byName(files) };
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

function commandOf(one: OwnFileCase, place: Place): Command {
  const { stack, main, environment } = one;
  const { folder, port } = place;
  if (stack === 'nginx') return nginxCommand(one, UPSTREAM, place);
  const hook = join(folder, 'own-port.cjs');
  const tsx = join(NODE_MODULES, 'tsx/dist/loader.mjs');
  const loads = /\.[cm]?ts$/.test(main) ? ['--import', tsx] : [];
  return {
    program: process.execPath,
    args: [...loads, '--require', hook, join(folder, main)],
    env: { ...SURROUNDINGS, PORT: String(port), ...environment, INIT_CWD: dirname(folder) },
  };
}
