// npm run package: one zip of each build, the same bytes for the same build.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import manifest from '../manifest.json' with { type: 'json' };

/** Zip files carry local times: a date without a time zone is the same everywhere. */
const TIME = new Date(2000, 0, 1);

for (const browser of ['chrome', 'firefox']) {
  const folder = `dist/${browser}`;
  const files: Zippable = {};
  for (const path of filesOf(folder).toSorted()) {
    files[relative(folder, path).replaceAll('\\', '/')] = [readFileSync(path), { mtime: TIME }];
  }
  const name = `dist/crosscheck-${manifest.version}-${browser}.zip`;
  writeFileSync(name, zipSync(files, { level: 9 }));
  console.log(`${name}: ${Object.keys(files).length} files, ${statSync(name).size} bytes`);
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesOf(path) : [path];
  });
}
