import { isExecutable, onPath } from './chromium-path.ts';

const NAMES = ['firefox-esr', 'firefox'] as const;

/**
 * The Firefox to test with: the one in the environment variable `FIREFOX`, else the first known
 * name on PATH. Undefined when there is none: its tests are skipped then.
 */
export function firefoxPath(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  return environment['FIREFOX'] || onPath(NAMES, environment).find(isExecutable);
}
