import { type Install, parseInstall, storePage } from '../model/store-page.ts';
import { browser } from './browser.ts';
import { postIfOpen } from './ports.ts';

const PORT_NAME = 'install';

/**
 * Where people can say what is wrong or missing: the address in the manifest, else the page in the
 * store that this extension came from. Null without either. Never rejects.
 */
export async function feedbackPage(): Promise<string | null> {
  const { homepage_url: url } = browser.runtime.getManifest();
  if (url?.startsWith('https://')) return url;
  const install = await askInstall();
  return install && storePage(install);
}

/** Firefox hides `management` from pages inside DevTools, so the background is asked. */
function askInstall(): Promise<Install | null> {
  return new Promise((resolve) => {
    const port = browser.runtime.connect({ name: PORT_NAME });
    port.onMessage.addListener((message) => {
      port.disconnect();
      resolve(parseInstall(message));
    });
    port.onDisconnect.addListener(() => resolve(null));
  });
}

/** Answers each view that asks. Call synchronously when the background starts. */
export function serveInstall(): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.name !== PORT_NAME) return;
    // Needs no permission.
    browser.management.getSelf().then(
      ({ id, installType, updateUrl }) => postIfOpen(port, { id, installType, updateUrl }),
      () => port.disconnect(),
    );
  });
}
