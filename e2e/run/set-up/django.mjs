import { canInstall, install } from './debian.mjs';
import { run } from './process.mjs';

/** Debian's own: a version manager's python on PATH does not see Debian's packages. */
const PYTHON = '/usr/bin/python3';
const PACKAGES = ['python3-django', 'python3-django-cors-headers', 'python3-djangorestframework'];

const ADVICE =
  `Django not found: what needs it is skipped (install ${PACKAGES.join(', ')}, ` +
  `importable by ${PYTHON}).`;

/**
 * Finds Django with django-cors-headers and the REST framework, or installs Debian's packages.
 *
 * @param {(line: string) => void} say Told in one line when it cannot be had.
 * @returns {Promise<boolean>} Whether it is there.
 */
export async function django(say) {
  if (await present()) return true;
  if (canInstall()) {
    say('installing Django (apt-get)');
    await install(PACKAGES);
    if (await present()) return true;
  }
  say(ADVICE);
  return false;
}

async function present() {
  const code = 'import django, corsheaders, rest_framework';
  return (await run(PYTHON, ['-W', 'ignore', '-c', code], { limit: 20_000 })).code === 0;
}
