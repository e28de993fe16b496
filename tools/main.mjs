// npm start, npm test, npm run build, package, attack, bench, conformance, game, pictures, proof,
// diagnose, check:
// sets this machine up, then runs that part.
// Plain JavaScript without a dependency, because it runs before any is installed.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from './set-up/browser.mjs';
import { django } from './set-up/django.mjs';
import { firefox } from './set-up/firefox.mjs';
import { nodePackages } from './set-up/packages.mjs';
import { endWithChildren, INTERRUPTED, interrupted, run } from './set-up/process.mjs';
import { shells } from './set-up/shells.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const PARTS = {
  start: { file: 'tools/start/main.ts', browser: true, django: true },
  test: { file: 'tools/test/main.ts', browser: true, firefox: true, django: true, shells: true },
  build: { file: 'tools/build/main.ts', browser: false, django: false },
  package: { file: 'tools/store/main.ts', browser: true, firefox: true, django: false },
  attack: { file: 'tools/attack/main.ts', browser: false, django: false },
  bench: { file: 'tools/bench/main.ts', browser: true, django: false },
  conformance: {
    file: 'tools/conformance/main.ts',
    browser: true,
    firefox: true,
    django: false,
  },
  game: { file: 'tools/game/main.ts', browser: true, firefox: true, django: true },
  pictures: { file: 'tools/pictures/main.ts', browser: true, firefox: true, django: false },
  proof: { file: 'tools/proof/main.ts', browser: true, django: true },
  // Programs read its output, so progress is printed separately.
  diagnose: {
    file: 'src/cli/main.ts',
    with: ['diagnose'],
    browser: false,
    django: false,
    say: console.error,
  },
  check: {
    file: 'src/cli/main.ts',
    with: ['check'],
    browser: false,
    django: false,
    say: console.error,
  },
};

async function main([name = '', ...args]) {
  const part = PARTS[name];
  if (part === undefined) return fail(`usage: main.mjs ${Object.keys(PARTS).join('|')}`);
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    return fail(`Node ${process.versions.node} is too old: install Node 20.19 or later.`);
  }
  const say = (/** @type {string} */ line) => (part.say ?? console.log)(`· ${line}`);
  endWithChildren();
  await nodePackages(root, say);
  const browser = part.browser ? { CHROMIUM: await chromium(root, say) } : {};
  const other = part.firefox ? { FIREFOX: (await firefox(say)) ?? '' } : {};
  if (part.django) await django(say);
  if (part.shells) await shells(say);
  if (interrupted()) return INTERRUPTED;
  const folder = process.env.INIT_CWD ?? process.cwd();
  const { code } = await run(
    process.execPath,
    ['--import', 'tsx', part.file, ...(part.with ?? []), ...args],
    {
      cwd: root,
      // The folder that file names are relative to; npm provides it.
      env: { CROSSCHECK_FOLDER: folder, ...process.env, ...browser, ...other },
      inherit: true,
    },
  );
  return interrupted() ? INTERRUPTED : code;
}

function fail(/** @type {string} */ line) {
  console.error(line);
  return 2;
}

process.exitCode = await main(process.argv.slice(2)).catch((error) =>
  interrupted() ? INTERRUPTED : fail(error.message),
);
