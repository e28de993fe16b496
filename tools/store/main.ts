// npm run package: everything that the stores ask for, in dist/store, and the npm package.
// `-- --no-pictures` draws none; `-- --verify` builds again from the source archive and compares.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import manifest from '../../manifest.json' with { type: 'json' };
import { BUILDS, build } from '../build/build.ts';
import { whatIsNew } from '../build/whats-new.ts';
import { buildNpm } from '../npm/build.ts';
import { onEnding } from '../process/on-ending.ts';
import { stopPrograms } from '../process/program.ts';
import { limitsOf } from './listing.ts';
import { listings } from './listings.ts';
import { drawStorePictures } from './pictures.ts';
import { differencesOfRebuild, sourceFiles, uncommitted } from './source.ts';
import { addressForFeedback, storeTexts } from './store-files.ts';
import { filesBelow, zipOf } from './zip.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'dist/store');

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { 'no-pictures': { type: 'boolean' }, verify: { type: 'boolean' } },
  });
  const all = listings();
  for (const [language, listing] of all) {
    for (const { what, is, most } of limitsOf(listing)) {
      if (is > most) throw new Error(`${language}: ${what} has ${is} characters of ${most}.`);
    }
  }
  await build(BUILDS);
  rmSync(FOLDER, { recursive: true, force: true });
  const packages = new Map(
    BUILDS.map((browser) => [browser, zipOf(filesBelow(join(ROOT, 'dist', browser)))]),
  );
  for (const [browser, zip] of packages) write(zipName(browser), zip);
  const source = zipOf(sourceFiles(ROOT));
  write(zipName('source'), source);
  const feedback = addressForFeedback(manifest);
  for (const [path, text] of storeTexts(all, whatIsNew(), feedback)) write(path, text);
  say(await buildNpm(ROOT));
  if (values['no-pictures'] !== true) {
    const paths = await drawStorePictures(join(FOLDER, 'pictures'), all);
    for (const path of paths) say(path);
  }
  if (uncommitted(ROOT) !== '')
    console.log('The source archive has changes that are not committed.');
  if (values.verify === true) verify(source, packages);
}

/** @throws {Error} If the source archive does not make the same files. */
function verify(source: Uint8Array, packages: ReadonlyMap<string, Uint8Array>): void {
  console.log('· building again from the source archive');
  const different = differencesOfRebuild(source, packages);
  if (different.length > 0) {
    throw new Error(`The source archive makes other files:\n${different.join('\n')}`);
  }
  console.log('  every file is the same');
}

const zipName = (what: string): string => `crosscheck-${manifest.version}-${what}.zip`;

function write(name: string, content: string | Uint8Array): void {
  const path = join(FOLDER, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  say(path);
}

const say = (path: string): void => console.log(`  ${relative(ROOT, path)}`);

onEnding(stopPrograms);
await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
