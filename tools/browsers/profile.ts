import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The extension to test: the one in `EXTENSION`, else where `vite build` puts it. */
export const CHROME_BUILD = resolve(
  process.env['EXTENSION'] ?? join(import.meta.dirname, '../../dist/chrome'),
);

/** A new, empty folder for this run only. */
export const temporaryFolder = (purpose: string): string =>
  mkdtempSync(join(tmpdir(), `crosscheck-${purpose}-`));

/**
 * A new Chromium profile. Debian's build blocks third-party cookies by default, other builds do
 * not. The profile sets it, so that both see the same traffic.
 */
export function chromiumProfile(thirdPartyCookies: 'allowed' | 'blocked'): string {
  const folder = temporaryFolder('profile');
  const blocked = thirdPartyCookies === 'blocked';
  mkdirSync(join(folder, 'Default'));
  writeFileSync(
    join(folder, 'Default', 'Preferences'),
    JSON.stringify({
      profile: { cookie_controls_mode: blocked ? 1 : 0, block_third_party_cookies: blocked },
    }),
  );
  return folder;
}

/**
 * The extension to load. With hosts to grant, it is a copy whose manifest has them as if the user
 * had allowed them. A test cannot press the browser's own permission prompt.
 * @throws When the extension has not been built.
 */
export function extensionFolder(build: string, grantHosts: readonly string[]): string {
  if (!existsSync(join(build, 'manifest.json'))) {
    throw new Error(`No extension in ${build}: run \`npm run build\` first.`);
  }
  if (grantHosts.length === 0) return build;
  const copy = copyOfExtension(build);
  const path = join(copy, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  manifest.host_permissions = [...(manifest.host_permissions ?? []), ...grantHosts];
  writeFileSync(path, JSON.stringify(manifest));
  return copy;
}

/** A copy of an unpacked extension: Chromium writes into the folder of one that it loads. */
export function copyOfExtension(folder: string): string {
  const copy = temporaryFolder('extension');
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/**
 * Switches that every Chromium gets: quiet, with the extension (or several, separated by commas),
 * headless by default.
 */
export function chromiumSwitches(extension: string, headed = false): readonly string[] {
  return [
    ...(headed ? [] : ['--headless=new', '--disable-gpu']),
    // The sandbox cannot work for root, and must stay on for everybody else.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--disable-extensions-except=${extension}`,
    `--load-extension=${extension}`,
  ];
}
