// npm start: builds and loads the extension, on the demo page or on the user's own page.
import { parseArgs } from 'node:util';
import { BUILDS, build } from '../build/build.ts';
import { onEnding } from '../process/on-ending.ts';
import { stopPrograms } from '../process/program.ts';
import { demoHeadless, pageHeadless } from './headless.ts';
import { demoInteractive, pageInteractive } from './interactive.ts';
import type { Endings } from './launch.ts';

const USAGE = 'usage: npm start [-- [--headless] [URL]]';

/** Whether a window can be shown here. */
function hasDisplay(): boolean {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (CI) return false;
  return process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}

type Asked = { readonly url: string | null; readonly headless: boolean };

/** Null when the arguments do not match the usage. */
function parse(): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      options: { headless: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [place = null, ...rest] = positionals;
    const url = place === null ? null : urlOf(place);
    if (rest.length > 0 || (url !== null && !URL.canParse(url))) return null;
    return { url, headless: values.headless || !hasDisplay() };
  } catch {
    return null;
  }
}

/** People write `localhost:3000`, as they do in the address bar. */
const urlOf = (place: string): string =>
  /^([a-z]+:\/\/|about:|data:)/i.test(place) ? place : `http://${place}`;

async function run({ url, headless }: Asked): Promise<void> {
  const endings: Endings = [stopPrograms];
  const end = async (): Promise<void> => {
    await Promise.all(endings.splice(0).map((close) => close()));
  };
  const ending = onEnding(end);
  try {
    await build(BUILDS);
    if (headless) await (url === null ? demoHeadless(endings) : pageHeadless(url, endings));
    else await (url === null ? demoInteractive(endings) : pageInteractive(url, endings));
  } catch (error) {
    if (!ending()) throw error;
  } finally {
    await end();
  }
}

const asked = parse();
if (asked === null) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  await run(asked).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
