import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../browsers/profile.ts';

/**
 * Listeners like those of platform/web-request.ts, which do nothing. Compared with none, they show
 * the browser's own overhead; compared with ours, the cost of our work.
 */
const BACKGROUND = `
const filter = { urls: ['*://*/*', 'ws://*/*', 'wss://*/*'] };
const idle = () => {};
chrome.webRequest.onBeforeRequest.addListener(idle, filter);
chrome.webRequest.onSendHeaders.addListener(idle, filter, ['requestHeaders', 'extraHeaders']);
chrome.webRequest.onHeadersReceived.addListener(idle, filter, ['responseHeaders', 'extraHeaders']);
chrome.webRequest.onBeforeRedirect.addListener(idle, filter);
chrome.webRequest.onResponseStarted.addListener(idle, filter);
chrome.webRequest.onCompleted.addListener(idle, filter, ['responseHeaders', 'extraHeaders']);
chrome.webRequest.onErrorOccurred.addListener(idle, filter);
`;

/** A folder with an extension that has the permissions of `build` and listens, doing nothing. */
export function idleExtension(build: string): string {
  const folder = temporaryFolder('idle-extension');
  const ours = JSON.parse(readFileSync(join(build, 'manifest.json'), 'utf8'));
  const manifest = {
    manifest_version: 3,
    name: 'Idle listeners',
    version: '1',
    permissions: ours.permissions,
    host_permissions: ours.host_permissions,
    background: { service_worker: 'background.js' },
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'background.js'), BACKGROUND);
  return folder;
}
