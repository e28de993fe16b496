import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { APT_IN_TURN } from '../set-up/debian.mjs';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CACHE = join(ROOT, '.cache');

/**
 * Debian's packages of another release, unpacked beside the system's own and kept for the next
 * time. Returns the folder that holds their `usr`. `name`: their purpose, one word.
 * @throws {Error} In one line, when there is no Debian mirror or it does not have them.
 */
export async function unpackedFrom(
  suite: string,
  name: string,
  packages: readonly string[],
): Promise<string> {
  const folder = join(CACHE, `debian-${suite}-${name}`);
  if (!existsSync(folder)) await unpack(suite, folder, packages);
  return folder;
}

/**
 * Debian's own installation compiles these too; without it, each start of a server compiles them
 * again.
 */
async function compilePython(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  // It fails where a package brings a file of another Python, and has compiled all others then.
  await run('/usr/bin/python3', ['-m', 'compileall', '-q', folder]).catch(() => undefined);
}

/** Downloads with an apt configuration of its own, so that the system's packages stay. */
async function unpack(suite: string, folder: string, packages: readonly string[]): Promise<void> {
  const work = `${folder}.${process.pid}`;
  const at = (name: string) => join(work, name);
  try {
    for (const name of ['sources', 'lists/partial', 'cache/archives/partial', 'state', 'none']) {
      await mkdir(at(name), { recursive: true });
    }
    await writeFile(at('sources/suite.sources'), await sourceStanza(suite));
    await writeFile(at('apt.conf'), aptConfiguration(work));
    const environment = { APT_CONFIG: at('apt.conf') };
    await apt(['update'], environment);
    await apt(['download', ...packages.map((name) => `${name}/${suite}`)], environment, work);
    for (const file of await readdir(work)) {
      if (file.endsWith('.deb')) await run('dpkg', ['-x', at(file), at('tree')]);
    }
    await compilePython(at('tree/usr/lib/python3/dist-packages'));
    // Another worker may have been faster; then its copy stays.
    await rename(at('tree'), folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function aptConfiguration(work: string): string {
  return [
    'Dir::Etc::SourceList "/dev/null";',
    `Dir::Etc::SourceParts "${work}/sources";`,
    'Dir::Etc::Preferences "/dev/null";',
    `Dir::Etc::PreferencesParts "${work}/none";`,
    `Dir::State "${work}/state";`,
    `Dir::State::Lists "${work}/lists";`,
    `Dir::Cache "${work}/cache";`,
    '',
  ].join('\n');
}

/** The machine's own Debian source, mirror and key, with another suite. */
async function sourceStanza(suite: string): Promise<string> {
  const parts = '/etc/apt/sources.list.d';
  const names = existsSync(parts) ? await readdir(parts) : [];
  const files = ['/etc/apt/sources.list', ...names.map((name) => join(parts, name))];
  for (const file of files.filter((name) => /\.(list|sources)$/.test(name) && existsSync(name))) {
    const text = await readFile(file, 'utf8');
    const source = file.endsWith('.list') ? fromLine(text) : fromStanza(text);
    if (source !== null) return stanza(source, suite);
  }
  throw new Error('no Debian mirror in /etc/apt');
}

type Source = { readonly uri: string; readonly signedBy: string | null };

const DEBIAN_SUITE = /^(stable|bullseye|bookworm|trixie|forky|sid|testing|unstable)$/;

function fromStanza(text: string): Source | null {
  for (const one of text.split(/\n\s*\n/)) {
    const field = (name: string) =>
      new RegExp(`^${name}:[ \\t]*(.+)$`, 'im').exec(one)?.[1]?.trim() ?? null;
    const uri = field('URIs')?.split(/\s+/)[0];
    const suites = field('Suites')?.split(/\s+/) ?? [];
    if (uri && suites.some((name) => DEBIAN_SUITE.test(name))) {
      return { uri, signedBy: field('Signed-By') };
    }
  }
  return null;
}

function fromLine(text: string): Source | null {
  for (const line of text.split('\n')) {
    const [, options = '', uri, suite] =
      /^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)/.exec(line) ?? [];
    if (uri && suite && DEBIAN_SUITE.test(suite)) {
      return { uri, signedBy: /signed-by=(\S+)/.exec(options)?.[1] ?? null };
    }
  }
  return null;
}

function stanza({ uri, signedBy }: Source, suite: string): string {
  return [
    'Types: deb',
    `URIs: ${uri}`,
    `Suites: ${suite}`,
    'Components: main',
    ...(signedBy === null ? [] : [`Signed-By: ${signedBy}`]),
    '',
  ].join('\n');
}

/**
 * Installs packages of the system's own release.
 * @throws {Error} In one line, when this user may not install, or apt-get fails.
 */
export async function installPackages(packages: readonly string[]): Promise<void> {
  const args = ['install', '-y', '--no-install-recommends', ...packages];
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(`missing; as root: apt-get ${args.join(' ')}`);
  }
  await apt(['update'], {});
  await apt(args, { DEBIAN_FRONTEND: 'noninteractive' });
}

async function apt(
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd: string = ROOT,
): Promise<void> {
  try {
    const [program, ...inTurn] = APT_IN_TURN;
    await run(program, [...inTurn, '-q', '-o', 'DPkg::Lock::Timeout=300', ...parameters], {
      cwd,
      env: { ...process.env, ...environment },
      timeout: 300_000,
      maxBuffer: 16_000_000,
    });
  } catch (error) {
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    const line = stderr.split('\n').find((one) => one.startsWith('E: ')) ?? String(error);
    throw new Error(`apt-get ${parameters[0]} failed: ${line}`);
  }
}
