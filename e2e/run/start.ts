// npm start: the extension, built and loaded, on the demo page or on a page of the user's own.
import { parseArgs } from 'node:util';
import { onEnding } from './ending.ts';
import type { Endings } from './endings.ts';
import { demoHeadless, pageHeadless } from './headless.ts';
import { demoInteractive, pageInteractive } from './interactive.ts';
import { program, stopPrograms } from './program.ts';

const USAGE = 'usage: npm start [-- [--headless] [URL]]';

/** Whether a window can be shown to somebody. */
function hasDisplay(): boolean {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (CI) return false;
  return process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}

/** @throws When the arguments are not what the usage says. */
function parse(): { readonly url: string | null; readonly headless: boolean } {
  const { values, positionals } = parseArgs({
    options: { headless: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [url = null, ...rest] = positionals;
  if (rest.length > 0 || (url !== null && !URL.canParse(url))) throw new Error('not one URL');
  return { url, headless: values.headless || !hasDisplay() };
}

async function build(): Promise<void> {
  console.log('· building the extension');
  const { code, output } = await program('node_modules/vite/bin/vite.js', ['build'], 120_000);
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
}

async function main(): Promise<void> {
  const endings: Endings = [stopPrograms];
  const end = async (): Promise<void> => {
    await Promise.all(endings.splice(0).map((close) => close()));
  };
  let asked: ReturnType<typeof parse>;
  try {
    asked = parse();
  } catch {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  onEnding(end);
  try {
    await build();
    const { url, headless } = asked;
    if (headless) await (url === null ? demoHeadless(endings) : pageHeadless(url, endings));
    else await (url === null ? demoInteractive(endings) : pageInteractive(url, endings));
  } finally {
    await end();
  }
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
