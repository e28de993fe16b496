import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const READY_WITHIN = 60_000;
const BUILT_WITHIN = 120_000;
const STOPPED_WITHIN = 3_000;

/** A server's place: its own folder, and a port of this machine's loopback. */
export type Place = {
  readonly port: number;
  /** A second free port, for the program behind the server. */
  readonly spare: number;
  readonly folder: string;
};

export type Command = {
  readonly program: string;
  readonly args: readonly string[];
  /** Replaces this process's own environment. */
  readonly env?: NodeJS.ProcessEnv;
};

export type ServerOptions = {
  /** For its folder and for errors. */
  readonly name: string;
  /** Writes what the server needs into its folder. */
  readonly prepare: (place: Place) => Promise<void>;
  readonly command: (place: Place) => Command;
  /** Runs to its end before each start. */
  readonly build?: (place: Place) => Command;
  readonly port?: number;
  /** The path that answers 200 once it has started; absent: any answer shows it. */
  readonly probe?: string;
  /** Where to make its folder; absent: among the temporary files. */
  readonly within?: string;
  /** The signal that ends it, with all its children; absent: Ctrl-C. */
  readonly endedBy?: NodeJS.Signals;
};

export type RunningServer = Place & {
  /** `http://localhost:PORT` */
  readonly origin: string;
  /**
   * Stops, builds and starts again on the same port. Throws with the log if it does not start.
   * `meanwhile` runs while nothing listens there.
   */
  readonly restart: (meanwhile?: () => Promise<void>) => Promise<void>;
  /** Ends it with all its children, and removes its folder. */
  readonly stop: () => Promise<void>;
  /** Everything that the server wrote, over all its starts. */
  readonly log: () => string;
};

/**
 * Starts a server program in a new folder and waits until it answers HTTP. Throws with its output
 * if it ends or does not answer.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const name = `crosscheck-${options.name.replace(/\W+/g, '-')}-`;
  const folder = await mkdtemp(join(options.within ?? tmpdir(), name));
  const place: Place = {
    port: options.port ?? (await freePort()),
    spare: await freePort(),
    folder,
  };
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  const written: string[] = [];
  const start = () => launch(options, place, written);
  let child: ChildProcess | null = null;
  try {
    await options.prepare(place);
    child = await start();
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    ...place,
    origin: `http://localhost:${place.port}`,
    restart: async (meanwhile) => {
      await end(child, options.endedBy);
      child = null;
      await untilSilent(place.port);
      await meanwhile?.();
      child = await start();
    },
    stop: async () => {
      await end(child, options.endedBy);
      await untilSilent(place.port);
      await remove();
    },
    log: () => written.join(''),
  };
}

/** Writes files by their path inside the folder. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

async function launch(
  { name, command, build, probe }: ServerOptions,
  place: Place,
  written: string[],
): Promise<ChildProcess> {
  if (build !== undefined) await runToEnd(name, build(place), place.folder);
  const { program, args, env } = command(place);
  const child = spawn(program, args, {
    cwd: place.folder,
    // A process group of its own: some servers have children.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(env === undefined ? {} : { env }),
  });
  const from = written.length;
  const keep = (chunk: Buffer) => written.push(chunk.toString());
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.on('error', (error) => written.push(error.message));
  const killWithParent = () => signal(child, 'SIGKILL');
  process.once('exit', killWithParent);
  child.once('exit', () => process.removeListener('exit', killWithParent));

  const problem = await untilReady(child, place.port, probe);
  if (problem === null) return child;
  await end(child);
  throw new Error(`${name} ${problem}:\n${written.slice(from).join('')}`);
}

async function runToEnd(name: string, { program, args, env }: Command, cwd: string): Promise<void> {
  const options = { cwd, timeout: BUILT_WITHIN, ...(env === undefined ? {} : { env }) };
  await promisify(execFile)(program, [...args], options).catch((error: unknown) => {
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    throw new Error(`${name} cannot be built: ${String(error)}\n${stderr}`);
  });
}

/** Null once it answers HTTP, or with success if there is a probe; else what went wrong. */
async function untilReady(
  child: ChildProcess,
  port: number,
  probe: string | undefined,
): Promise<string | null> {
  const deadline = Date.now() + READY_WITHIN;
  while (Date.now() < deadline) {
    if (hasEnded(child)) return `ended with code ${child.exitCode}`;
    const url = `http://127.0.0.1:${port}${probe ?? '/api/data/'}`;
    const status = await fetch(url, { redirect: 'manual' }).then(
      (answer) => answer.status,
      () => null,
    );
    // A proxy answers before the program behind it does.
    const ready = probe === undefined ? status !== 502 && status !== 503 : status === 200;
    if (status !== null && ready) return null;
    await sleep(50);
  }
  return `did not answer within ${READY_WITHIN / 1000} s`;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

/** Servers take SIGINT for Ctrl-C; at SIGTERM some wait for kept-alive connections. */
async function end(child: ChildProcess | null, by: NodeJS.Signals = 'SIGINT'): Promise<void> {
  if (child === null || hasEnded(child)) return;
  const ended = once(child, 'exit');
  signal(child, by);
  const hard = setTimeout(() => signal(child, 'SIGKILL'), STOPPED_WITHIN);
  await ended;
  clearTimeout(hard);
}

/** Its children may live a moment longer than it, and answer. */
async function untilSilent(port: number): Promise<void> {
  const deadline = Date.now() + STOPPED_WITHIN;
  while ((await isTaken(port)) && Date.now() < deadline) await sleep(10);
}

const isTaken = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined || hasEnded(child)) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // It has just ended.
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
