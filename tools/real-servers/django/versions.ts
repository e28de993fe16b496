import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installPackages, unpackedFrom } from '../debian-suite.ts';

const run = promisify(execFile);
const PYTHON = '/usr/bin/python3';
const PACKAGES = [
  'python3-django',
  'python3-django-cors-headers',
  'python3-djangorestframework',
  'gunicorn',
];
/** What the newer Django needs besides the system's Python itself. */
const UNPACKED = [
  'python3-django',
  'python3-django-cors-headers',
  'python3-djangorestframework',
  'python3-asgiref',
  'python3-sqlparse',
  'python3-typing-extensions',
  'python3-whitenoise',
];
/** Newest first; a suite is skipped if its Django refuses the system's Python. */
const SUITES = ['sid', 'trixie'] as const;

/** A Django to test with: `debian` is the system's own, `newest` is unpacked privately. */
export type DjangoVersion = {
  readonly id: 'debian' | 'newest';
  readonly python: string;
  /** For PYTHONPATH; empty if the system's packages are used. */
  readonly pythonPath: string;
  readonly django: string;
  readonly corsheaders: string;
  readonly restFramework: string;
};

/** Where a Django comes from: the system's packages, or a Debian release unpacked beside them. */
export type DjangoSource = 'system' | 'trixie' | 'sid';

/** @throws {Error} In one line, when it cannot be had or does not run here. */
export const djangoFrom = (source: DjangoSource): Promise<DjangoVersion> =>
  source === 'system' ? debian() : fromSuite(source);

/** A version that is not available here, and one line that says why. */
export type MissingDjango = { readonly id: DjangoVersion['id']; readonly reason: string };

type Search = {
  readonly found: readonly DjangoVersion[];
  readonly missing: readonly MissingDjango[];
};
let search: Promise<Search> | null = null;

/**
 * The Djangos that this machine can run. Installs Debian's packages if it may (root, apt-get) and
 * unpacks the newest into `.cache/`. Never throws: what is not available is left out, and
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
  await installPackages(PACKAGES);
  const installed = await versionsAt('');
  if (installed === null) throw new Error('Django is missing even after its installation');
  return { id: 'debian', python: PYTHON, pythonPath: '', ...installed };
}

/** The versions importable with this PYTHONPATH; null if either package is missing. */
async function versionsAt(
  pythonPath: string,
): Promise<Pick<DjangoVersion, 'django' | 'corsheaders' | 'restFramework'> | null> {
  const program = [
    'import django, importlib.metadata as metadata, corsheaders.middleware',
    'names = ["django-cors-headers", "djangorestframework"]',
    'print(django.get_version(), *map(metadata.version, names))',
  ].join('\n');
  try {
    const { stdout } = await run(PYTHON, ['-W', 'ignore', '-c', program], {
      env: pythonEnvironment(pythonPath),
    });
    const [django = '', corsheaders = '', restFramework = ''] = stdout.trim().split(' ');
    return { django, corsheaders, restFramework };
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

async function fromSuite(suite: (typeof SUITES)[number]): Promise<DjangoVersion> {
  const folder = await unpackedFrom(suite, 'django', UNPACKED);
  const pythonPath = join(folder, 'usr/lib/python3/dist-packages');
  const versions = await versionsAt(pythonPath);
  if (versions === null) throw new Error(`its Django does not run on ${PYTHON}`);
  return { id: 'newest', python: PYTHON, pythonPath, ...versions };
}
