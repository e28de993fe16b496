import { canInstall, install } from './debian.mjs';
import { run } from './process.mjs';

/** Debian's own: the Python of a version manager on PATH does not see Debian's packages. */
const PYTHON = '/usr/bin/python3';
/** Debian's packages by the module that each is for. */
const NEEDED = {
  django: 'python3-django',
  corsheaders: 'python3-django-cors-headers',
  rest_framework: 'python3-djangorestframework',
};
/** Without these only a few tests are skipped. */
const USEFUL = { gunicorn: 'gunicorn', whitenoise: 'python3-whitenoise' };

const ADVICE =
  `Django was not found, so some parts are skipped. Install ${Object.values(NEEDED).join(', ')} ` +
  `for ${PYTHON}.`;

/**
 * Finds Django with django-cors-headers and the REST framework, or installs Debian's packages.
 *
 * @param {(line: string) => void} say Gets one line when it cannot be had.
 * @returns {Promise<boolean>} Whether it is there.
 */
export async function django(say) {
  const wanted = { ...NEEDED, ...USEFUL };
  if (await importable(wanted)) return true;
  if (canInstall()) {
    say('installing Django (apt-get)');
    await install(Object.values(wanted));
  }
  if (await importable(NEEDED)) return true;
  say(ADVICE);
  return false;
}

/** @param {Readonly<Record<string, string>>} modules */
async function importable(modules) {
  const code = `import ${Object.keys(modules).join(', ')}`;
  return (await run(PYTHON, ['-W', 'ignore', '-c', code], { limit: 20_000 })).code === 0;
}
