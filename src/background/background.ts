import { serveHostPermissions } from '../platform/host-permissions.ts';
import { onViewConnect } from '../platform/ports.ts';
import { sessionStore } from '../platform/session-store.ts';
import { settingsStore } from '../platform/settings-store.ts';
import { onTabClosed, showBlockedCount } from '../platform/tabs.ts';
import { browserName, listenToRequests } from '../platform/web-request.ts';
import { blockedCount } from './blocked-count.ts';
import { createCaptureService } from './capture-service.ts';

const browser = browserName();
const service = createCaptureService({
  browser,
  store: sessionStore(),
  settings: settingsStore(),
  now: Date.now,
  onTabChanged(capture, tabId) {
    if (tabId < 0) return;
    const { navigatedAt } = capture.status(tabId);
    const count = blockedCount(capture.exchanges(tabId), navigatedAt, browser);
    void showBlockedCount(tabId, count);
  },
});

listenToRequests(service.accept);
onViewConnect(service.serve);
serveHostPermissions();
onTabClosed((tabId) => service.accept({ type: 'tab-closed', tabId, timeStamp: Date.now() }));
