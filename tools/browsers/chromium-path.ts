import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-for-testing',
  'chrome',
  'google-chrome-stable',
  'google-chrome',
] as const;

/**
 * The Chromium to test with: the one in the environment variable `CHROMIUM`, else the first known
 * name on PATH. Undefined when there is none: Playwright then takes its own.
 */
export function chromiumPath(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  if (environment['CHROMIUM']) return environment['CHROMIUM'];
  return onPath(NAMES, environment).find(isExecutable);
}

/** Where programs of these names would be, the first name first. */
export function onPath(
  names: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
