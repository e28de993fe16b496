import { appendFile, cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, type Place, type RunningServer, startServer } from '../server-process.ts';
import { type DjangoVersion, pythonEnvironment } from './versions.ts';

export {
  type DjangoVersion,
  djangoFrom,
  djangoVersions,
  hasPackage,
  missingDjangoVersions,
} from './versions.ts';

const TEMPLATE = fileURLToPath(new URL('./project/', import.meta.url));

/** The middleware as `startproject` writes it, without the library. */
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

export type RunningDjango = RunningServer & {
  /** Appends the text to settings.py exactly as it is. Takes effect at the next `restart`. */
  readonly paste: (text: string) => Promise<void>;
  /** Changes settings.py in place. Takes effect at the next `restart`. */
  readonly edit: (change: (settings: string) => string) => Promise<void>;
};

/**
 * Starts a separate Django project on this machine's loopback and waits until it answers. Throws
 * with the server's output if it ends or does not answer.
 */
export async function startDjango(options: DjangoOptions): Promise<RunningDjango> {
  const { version, server = 'runserver', port } = options;
  const running = await startServer({
    name: `Django ${version.django} (${server})`,
    prepare: async ({ folder }) => {
      await cp(TEMPLATE, folder, { recursive: true });
      await appendFile(join(folder, 'settings.py'), userLines(options));
    },
    command: (place) => djangoCommand(version, server, place),
    ...(port === undefined ? {} : { port }),
  });
  const settings = join(running.folder, 'settings.py');
  return {
    ...running,
    paste: (text) => appendFile(settings, text),
    edit: async (change) => writeFile(settings, change(await readFile(settings, 'utf8'))),
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

/** The command that serves the project in a place's folder. */
export function djangoCommand(
  version: DjangoVersion,
  server: 'runserver' | 'gunicorn',
  { folder, port }: Place,
): Command {
  const address = `127.0.0.1:${port}`;
  const program =
    server === 'runserver'
      ? 'manage.py runserver --noreload'
      : '-m gunicorn --workers 1 --threads 4 application:wsgi --bind';
  return {
    program: version.python,
    args: ['-W', 'ignore', ...program.split(' '), address],
    env: pythonEnvironment([folder, version.pythonPath].filter((one) => one !== '').join(':')),
  };
}
