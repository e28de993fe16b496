import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startDisplay } from './display.ts';
import { temporaryFolder } from './profile.ts';
import { webkitPath } from './webkit-path.ts';
import { connectInspector, type InspectorSession } from './webkit-session.ts';
import { recordWebkit, type WebkitRecord } from './webkit-verdicts.ts';

/** A WebKitGTK with one window and one page, on a screen of its own that nobody sees. */
export type WebkitUnderTest = {
  /** `WebKitGTK 2.50.6` */
  readonly version: string;
  readonly session: InspectorSession;
  /** What WebKit says of the requests of the page, its frames and its dedicated workers. */
  readonly record: WebkitRecord;
  /** Opens a URL and waits for its `load`. */
  readonly goto: (url: string) => Promise<void>;
  /** Runs code, an expression in which `json` is the argument as JSON, and awaits its result. */
  readonly evaluate: <R>(code: string, argument?: unknown, patience?: number) => Promise<R>;
  /**
   * Lets go of the page. Returns the address of WebKit's own Web Inspector on it, for any browser.
   */
  readonly detach: () => string;
  readonly close: () => Promise<void>;
};

export type WebkitOptions = {
  /** Names that lead to this machine. Only root can have them, on Linux. */
  readonly localNames?: readonly string[];
  /** Takes certificates that nobody trusts. */
  readonly takesAnyCertificate?: boolean;
};

/** How long the first page may take, and a page to load. */
const START = 30_000;
const LOAD = 20_000;

/**
 * Starts WebKitGTK's MiniBrowser with a fresh profile and its remote Web Inspector. It blocks
 * cookies of other sites as Safari does.
 * @throws When there is none, or when it shows no page in time.
 */
export async function launchWebkit({
  localNames = [],
  takesAnyCertificate = false,
}: WebkitOptions = {}): Promise<WebkitUnderTest> {
  const binary = webkitPath();
  if (binary === undefined) {
    throw new Error('No WebKit: install libwebkit2gtk-4.1-0 and xvfb, or set MINIBROWSER.');
  }
  const folder = temporaryFolder('webkit');
  const display = await startDisplay();
  const port = await freePort();
  const browser = [
    binary,
    '--private',
    '--enable-itp',
    ...(takesAnyCertificate ? ['--ignore-tls-errors'] : []),
    'about:blank',
  ];
  const [command = binary, ...args] =
    localNames.length === 0 ? browser : withHosts(folder, localNames, browser);
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(folder, display.name, port),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = `${output}${chunk}`.slice(-2_000);
    });
  }
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const endWithParent = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', endWithParent);
  const end = async (): Promise<void> => {
    child.kill();
    const timer = setTimeout(() => child.kill('SIGKILL'), 4_000);
    await exited;
    clearTimeout(timer);
    process.removeListener('exit', endWithParent);
    display.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const path = await pageOf(port, () => child.exitCode !== null, exited);
    if (path === null) throw new Error(`WebKit showed no page: ${output}`);
    const session = await connectInspector(`ws://127.0.0.1:${port}${path}`);
    const record = recordWebkit(session);
    const page = pageIn(session);
    return {
      version: `WebKitGTK ${await versionOf(binary, display.name)}`,
      session,
      record,
      ...page,
      detach: () => {
        session.close();
        return `http://127.0.0.1:${port}/Main.html?ws=127.0.0.1:${port}${path}`;
      },
      close: async () => {
        session.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** In a mount of its own, `/etc/hosts` also has these names. */
function withHosts(
  folder: string,
  names: readonly string[],
  browser: readonly string[],
): readonly string[] {
  const hosts = join(folder, 'hosts');
  writeFileSync(hosts, ['localhost', ...names].map((name) => `127.0.0.1 ${name}\n`).join(''));
  const script = 'mount --bind "$0" /etc/hosts && exec "$@"';
  return ['/usr/bin/unshare', '-m', 'sh', '-c', script, hosts, ...browser];
}

const environment = (folder: string, display: string, port: number): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  LANG: 'C.UTF-8',
  DISPLAY: display,
  WEBKIT_INSPECTOR_HTTP_SERVER: `127.0.0.1:${port}`,
  HOME: folder,
  XDG_RUNTIME_DIR: folder,
  XDG_DATA_HOME: join(folder, 'data'),
  XDG_CACHE_HOME: join(folder, 'cache'),
  XDG_CONFIG_HOME: join(folder, 'config'),
  GSETTINGS_BACKEND: 'memory',
  NO_AT_BRIDGE: '1',
  LIBGL_ALWAYS_SOFTWARE: '1',
});

/** A port that nobody uses: taken once, and released. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

/** The path of the page's socket, from the list that the inspector's server shows. */
async function pageOf(
  port: number,
  hasEnded: () => boolean,
  exited: Promise<void>,
): Promise<string | null> {
  const deadline = Date.now() + START;
  while (!hasEnded() && Date.now() < deadline) {
    const list = await fetch(`http://127.0.0.1:${port}/`).then(
      (response) => response.text(),
      () => '',
    );
    const [path] = /\/socket\/\d+\/\d+\/WebPage/.exec(list) ?? [];
    if (path !== undefined) return path;
    await Promise.race([sleep(50), exited]);
  }
  return null;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** `WebKitGTK 2.50.6` and other words. */
function versionOf(binary: string, display: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(binary, ['--version'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, DISPLAY: display },
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk;
    });
    child.once('error', () => resolve('unknown'));
    child.once('close', () => resolve(/\d+\.\d+\.\d+/.exec(text)?.[0] ?? 'unknown'));
  });
}

function pageIn(session: InspectorSession): Pick<WebkitUnderTest, 'evaluate' | 'goto'> {
  const resultOf = (answer: Record<string, unknown>): { readonly [key: string]: unknown } =>
    answer['result'] as { readonly [key: string]: unknown };
  const evaluate = async <R>(code: string, argument?: unknown, patience?: number): Promise<R> => {
    const json = JSON.stringify(JSON.stringify(argument ?? null));
    const expression = `(async (json) => JSON.stringify((await (${code})) ?? null))(${json})`;
    // Without doNotPauseOnExceptionsAndMuteConsole: it mutes what WebKit says of refused schemes.
    const asked = await session.send('Runtime.evaluate', { expression });
    const { objectId, description } = resultOf(asked);
    if (asked['wasThrown'] === true) throw new Error(String(description));
    const done = await session.send(
      'Runtime.awaitPromise',
      { promiseObjectId: objectId, returnByValue: true },
      patience,
    );
    const { value, description: why } = resultOf(done);
    if (done['wasThrown'] === true) throw new Error(String(why ?? 'rejected'));
    return JSON.parse(String(value)) as R;
  };
  const goto = async (url: string): Promise<void> => {
    // Newer versions have no Page.navigate. The page that answers may be gone by then.
    const expression = `location.href = ${JSON.stringify(url)}`;
    await session.send('Runtime.evaluate', { expression }).catch(() => {});
    const deadline = Date.now() + LOAD;
    while (Date.now() < deadline) {
      await sleep(40);
      const read = { expression: 'document.readyState + " " + location.href', returnByValue: true };
      const answer = await session.send('Runtime.evaluate', read, 2_000).catch(() => null);
      if (answer !== null && resultOf(answer)['value'] === `complete ${url}`) return;
    }
    throw new Error(`WebKit did not load ${url}`);
  };
  return { evaluate, goto };
}
