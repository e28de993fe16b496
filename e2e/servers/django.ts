import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type DjangoVersion, pythonEnvironment } from './django-versions.ts';

export {
  type DjangoVersion,
  djangoVersions,
  hasPackage,
  missingDjangoVersions,
} from './django-versions.ts';

const TEMPLATE = fileURLToPath(new URL('./django/', import.meta.url));
const READY_WITHIN = 30_000;
const STOPPED_WITHIN = 3_000;

/** Its middleware as `startproject` writes it, without the library. */
export const PLAIN_MIDDLEWARE: readonly string[] = [
  'django.middleware.security.SecurityMiddleware',
  'django.contrib.sessions.middleware.SessionMiddleware',
  'django.middleware.common.CommonMiddleware',
  'django.middleware.csrf.CsrfViewMiddleware',
  'django.middleware.clickjacking.XFrameOptionsMiddleware',
];

/** The same with CorsMiddleware first, as the library's README says. */
export const CORS_MIDDLEWARE: readonly string[] = [
  'corsheaders.middleware.CorsMiddleware',
  ...PLAIN_MIDDLEWARE,
];

export type DjangoOptions = {
  readonly version: DjangoVersion;
  /** Python, appended to settings.py as a user's own lines. */
  readonly settings: string;
  /** MIDDLEWARE; absent: PLAIN_MIDDLEWARE. */
  readonly middleware?: readonly string[];
  /** Added to INSTALLED_APPS, e.g. `corsheaders`. */
  readonly apps?: readonly string[];
  readonly debug?: boolean;
  readonly server?: 'runserver' | 'gunicorn';
  readonly port?: number;
};

export type RunningDjango = {
  /** `http://localhost:PORT` */
  readonly origin: string;
  readonly port: number;
  /** Holds settings.py; removed by `stop`. */
  readonly folder: string;
  /** Appends the text to settings.py exactly as it is. Takes effect at the next `restart`. */
  readonly paste: (text: string) => Promise<void>;
  /** Stops and starts again on the same port. Throws with the log when it does not come up. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** All that the server wrote, over all its starts. */
  readonly log: () => string;
};

/**
 * Starts a Django project of its own on this machine's loopback and waits until it answers.
 * Throws, with what the server wrote, when it ends instead or stays silent.
 */
export async function startDjango(options: DjangoOptions): Promise<RunningDjango> {
  const folder = await mkdtemp(join(tmpdir(), 'crosscheck-django-'));
  await cp(TEMPLATE, folder, { recursive: true });
  const settings = join(folder, 'settings.py');
  await appendFile(settings, userLines(options));
  const port = options.port ?? (await freePort());

  const written: string[] = [];
  const start = () => launch(options, folder, port, written);
  const remove = () => rm(folder, { recursive: true, force: true });
  let child = await start().catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return {
    origin: `http://localhost:${port}`,
    port,
    folder,
    paste: (text) => appendFile(settings, text),
    restart: async () => {
      await end(child);
      child = await start();
    },
    stop: async () => {
      await end(child);
      await remove();
    },
    log: () => written.join(''),
  };
}

/** A JSON list of strings is a Python list too. */
function userLines({ middleware, apps = [], debug = false, settings }: DjangoOptions): string {
  return [
    ...(debug ? ['DEBUG = True'] : []),
    ...(apps.length > 0 ? [`INSTALLED_APPS += ${JSON.stringify(apps)}`] : []),
    ...(middleware === undefined ? [] : [`MIDDLEWARE = ${JSON.stringify(middleware, null, 4)}`]),
    settings,
    '',
  ].join('\n');
}

async function launch(
  { version, server = 'runserver' }: DjangoOptions,
  folder: string,
  port: number,
  written: string[],
): Promise<ChildProcess> {
  const address = `127.0.0.1:${port}`;
  const program =
    server === 'runserver'
      ? ['manage.py', 'runserver', '--noreload', address]
      : [
          '-m',
          'gunicorn',
          '--bind',
          address,
          '--workers',
          '1',
          '--threads',
          '4',
          'application:wsgi',
        ];
  const child = spawn(version.python, ['-W', 'ignore', ...program], {
    cwd: folder,
    // A process group of its own: gunicorn has children.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: pythonEnvironment([folder, version.pythonPath].filter((one) => one !== '').join(':')),
  });
  const from = written.length;
  child.stdout?.on('data', (chunk: Buffer) => written.push(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => written.push(chunk.toString()));
  const killWithParent = () => signal(child, 'SIGKILL');
  process.once('exit', killWithParent);
  child.once('exit', () => process.removeListener('exit', killWithParent));

  const problem = await untilReady(child, address);
  if (problem === null) return child;
  await end(child);
  throw new Error(
    `Django ${version.django} (${server}) ${problem}:\n${written.slice(from).join('')}`,
  );
}

/** Null once it answers HTTP; else what went wrong. */
async function untilReady(child: ChildProcess, address: string): Promise<string | null> {
  const deadline = Date.now() + READY_WITHIN;
  while (Date.now() < deadline) {
    if (hasEnded(child)) return `ended with code ${child.exitCode}`;
    const answered = await fetch(`http://${address}/api/data/`, { redirect: 'manual' }).then(
      () => true,
      () => false,
    );
    if (answered) return null;
    await sleep(50);
  }
  return `did not answer within ${READY_WITHIN / 1000} s`;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  // Both servers take it for Ctrl-C; at SIGTERM gunicorn waits for kept-alive connections.
  signal(child, 'SIGINT');
  const hard = setTimeout(() => signal(child, 'SIGKILL'), STOPPED_WITHIN);
  await ended;
  clearTimeout(hard);
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined || hasEnded(child)) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // It has just ended by itself.
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
