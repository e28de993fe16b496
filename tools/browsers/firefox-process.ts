import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BidiSession, connectBidi } from './bidi-session.ts';
import { firefoxPath } from './firefox-path.ts';
import { temporaryFolder } from './profile.ts';

export type Preferences = Readonly<Record<string, string | number | boolean>>;

export type FirefoxProcess = {
  readonly session: BidiSession;
  /** The folder of its profile. */
  readonly profile: string;
  readonly close: () => Promise<void>;
  /** Ends it at once, as a crash does; resolves with its profile, which stays. */
  readonly kill: () => Promise<string>;
};

/** Quiet, isolated, and as fast in a background tab as in the foreground. */
const PREFERENCES: Preferences = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.min_background_timeout_value': 4,
  'dom.min_background_timeout_value_without_budget_throttling': 4,
  'dom.timeout.enable_budget_timer_throttling': false,
  'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.proxy.type': 0,
  'services.settings.server': 'data:,#dummy/v1',
};

/**
 * Starts a Firefox and opens a session of WebDriver BiDi; `close` deletes the profile. `profile`:
 * the folder of an earlier one that was killed, else a fresh one. `headed`: with windows, on the
 * screen that `DISPLAY` names.
 * @throws When there is no Firefox, or it opens no session within 60 s.
 */
export async function startFirefox(
  preferences: Preferences,
  profile = temporaryFolder('firefox'),
  headed = false,
): Promise<FirefoxProcess> {
  const path = firefoxPath();
  if (path === undefined) throw new Error('No Firefox: install it, or set FIREFOX to its path.');
  writeFileSync(join(profile, 'user.js'), userJs({ ...PREFERENCES, ...preferences }));
  const arguments_ = [...(headed ? [] : ['--headless']), '--no-remote', '--profile', profile];
  // The second gives the session the browser's own rights: DevTools, permissions, its console.
  const remote = ['--remote-debugging-port', '0', '-remote-allow-system-access'];
  const child = spawn(path, [...arguments_, ...remote], { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // If a hook runs out of time, nobody is left to call `close`.
  const endWithParent = () => {
    child.kill('SIGKILL');
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', endWithParent);

  const end = async (ask: () => unknown): Promise<void> => {
    await ask();
    const timer = setTimeout(() => child.kill('SIGKILL'), 8_000);
    await exited;
    clearTimeout(timer);
    process.removeListener('exit', endWithParent);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const session = await connectBidi(await endpointOf(child.stderr, exited));
    const close = () => end(() => session.send('browser.close').catch(() => child.kill()));
    const kill = async (): Promise<string> => {
      child.kill('SIGKILL');
      await exited;
      process.removeListener('exit', endWithParent);
      return profile;
    };
    return { session, profile, close, kill };
  } catch (error) {
    await end(() => child.kill());
    throw error;
  }
}

function userJs(preferences: Preferences): string {
  return Object.entries(preferences)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}

/** Firefox writes the address that it listens on to its error output. */
function endpointOf(errors: NodeJS.ReadableStream, exited: Promise<void>): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const fail = (why: string) => reject(new Error(`Firefox ${why}:\n${text}`));
    const timer = setTimeout(fail, 60_000, 'opened no session within 60 s');
    void exited.then(() => fail('ended at once'));
    errors.on('data', (chunk) => {
      text += chunk;
      const [, endpoint] = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(text) ?? [];
      if (endpoint === undefined) return;
      clearTimeout(timer);
      errors.removeAllListeners('data').resume();
      resolve(endpoint);
    });
  });
}
