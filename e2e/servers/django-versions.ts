import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CACHE = join(ROOT, '.cache');
const PYTHON = '/usr/bin/python3';
const PACKAGES = [
  'python3-django',
  'python3-django-cors-headers',
  'python3-djangorestframework',
  'gunicorn',
];
/** What the newer Django needs beside the system's Python itself. */
const UNPACKED = [
  'python3-django',
  'python3-django-cors-headers',
  'python3-djangorestframework',
  'python3-asgiref',
  'python3-sqlparse',
  'python3-typing-extensions',
  'python3-whitenoise',
];
/** Newest first; a suite whose Django refuses the system's Python is passed over. */
const SUITES = ['sid', 'trixie'];

/** A Django to test with: `debian` is the system's own, `newest` is unpacked privately. */
export type DjangoVersion = {
  readonly id: 'debian' | 'newest';
  readonly python: string;
  /** For PYTHONPATH; empty where the system's packages serve. */
  readonly pythonPath: string;
  readonly django: string;
  readonly corsheaders: string;
};

/** A version that is not to be had here, and the line that says why. */
export type MissingDjango = { readonly id: DjangoVersion['id']; readonly reason: string };

type Search = {
  readonly found: readonly DjangoVersion[];
  readonly missing: readonly MissingDjango[];
};
let search: Promise<Search> | null = null;

/**
 * The Djangos that this machine can run. Installs Debian's packages when it may (root, apt-get)
 * and unpacks the newest into `.cache/`. Never throws: what cannot be had is left out, and
 * `missingDjangoVersions` says why.
 */
export async function djangoVersions(): Promise<readonly DjangoVersion[]> {
  search ??= lookFor();
  return (await search).found;
}

/** What `djangoVersions` left out, with the reason in one line each. */
export async function missingDjangoVersions(): Promise<readonly MissingDjango[]> {
  search ??= lookFor();
  return (await search).missing;
}

async function lookFor(): Promise<Search> {
  const results = [await attempt('debian', debian), await attempt('newest', newest)];
  return {
    found: results.filter((one): one is DjangoVersion => 'python' in one),
    missing: results.filter((one): one is MissingDjango => 'reason' in one),
  };
}

async function attempt(
  id: DjangoVersion['id'],
  find: () => Promise<DjangoVersion>,
): Promise<DjangoVersion | MissingDjango> {
  try {
    return await find();
  } catch (error) {
    return { id, reason: error instanceof Error ? error.message : String(error) };
  }
}

async function debian(): Promise<DjangoVersion> {
  const present = await versionsAt('');
  if (present !== null) return { id: 'debian', python: PYTHON, pythonPath: '', ...present };
  const command = `apt-get install -y --no-install-recommends ${PACKAGES.join(' ')}`;
  if (process.getuid?.() !== 0) throw new Error(`Django is missing; run as root: ${command}`);
  await apt(['update'], {});
  await apt(['install', '-y', '--no-install-recommends', ...PACKAGES], {
    DEBIAN_FRONTEND: 'noninteractive',
  });
  const installed = await versionsAt('');
  if (installed === null) throw new Error(`Django is missing even after: ${command}`);
  return { id: 'debian', python: PYTHON, pythonPath: '', ...installed };
}

/** The versions importable with this PYTHONPATH; null when either package is not. */
async function versionsAt(
  pythonPath: string,
): Promise<Pick<DjangoVersion, 'django' | 'corsheaders'> | null> {
  const program = [
    'import django, importlib.metadata as metadata, corsheaders.middleware',
    'print(django.get_version(), metadata.version("django-cors-headers"))',
  ].join('\n');
  try {
    const { stdout } = await run(PYTHON, ['-W', 'ignore', '-c', program], {
      env: pythonEnvironment(pythonPath),
    });
    const [django = '', corsheaders = ''] = stdout.trim().split(' ');
    return { django, corsheaders };
  } catch {
    return null;
  }
}

/** Whether a version's Python can import a package. */
export async function hasPackage(version: DjangoVersion, name: string): Promise<boolean> {
  const env = pythonEnvironment(version.pythonPath);
  return run(version.python, ['-c', `import ${name}`], { env }).then(
    () => true,
    () => false,
  );
}

/** The environment in which a version's Python runs. */
export function pythonEnvironment(pythonPath: string): NodeJS.ProcessEnv {
  const { PYTHONPATH: _, ...inherited } = process.env;
  return {
    ...inherited,
    ...(pythonPath === '' ? {} : { PYTHONPATH: pythonPath }),
    // A stale .pyc of settings.py, same second and same size, would undo a paste.
    PYTHONDONTWRITEBYTECODE: '1',
  };
}

async function newest(): Promise<DjangoVersion> {
  const reasons: string[] = [];
  for (const suite of SUITES) {
    try {
      return await fromSuite(suite);
    } catch (error) {
      reasons.push(`${suite}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(`no newer Django (${reasons.join('; ')})`);
}

async function fromSuite(suite: string): Promise<DjangoVersion> {
  const folder = join(CACHE, `debian-${suite}`);
  if (!existsSync(folder)) await unpack(suite, folder);
  const pythonPath = join(folder, 'usr/lib/python3/dist-packages');
  const versions = await versionsAt(pythonPath);
  if (versions === null) throw new Error(`its Django does not run on ${PYTHON}`);
  return { id: 'newest', python: PYTHON, pythonPath, ...versions };
}

/** Downloads with an apt configuration of its own, so that the system's packages stay. */
async function unpack(suite: string, folder: string): Promise<void> {
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
    await apt(['download', ...UNPACKED.map((name) => `${name}/${suite}`)], environment, work);
    for (const file of await readdir(work)) {
      if (file.endsWith('.deb')) await run('dpkg', ['-x', at(file), at('tree')]);
    }
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

async function apt(
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd: string = ROOT,
): Promise<void> {
  try {
    await run('apt-get', ['-q', ...parameters], {
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
