// npm run build: the extension for both browsers.
import { onEnding } from '../process/on-ending.ts';
import { stopPrograms } from '../process/program.ts';
import { BUILDS, build } from './build.ts';

onEnding(stopPrograms);
await build(BUILDS).then(
  () => console.log('Chromium: load dist/chrome. Firefox: load dist/firefox/manifest.json.'),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
