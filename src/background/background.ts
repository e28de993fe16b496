import { serveChecks } from '../platform/checks.ts';
import { isHostGranted, serveHostPermissions } from '../platform/host-permissions.ts';
import { listenToObservers, registerObservers } from '../platform/observer.ts';
import { askServer, forgetOwnRules } from '../platform/own-requests.ts';
import { onViewConnect } from '../platform/ports.ts';
import { sessionStore } from '../platform/session-store.ts';
import { settingsStore } from '../platform/settings-store.ts';
import { isPrivateTab, onTabClosed, reloadTab, showBlockedCount } from '../platform/tabs.ts';
import { browserName, listenToRequests } from '../platform/web-request.ts';
import { createBlockedCounts } from './blocked-counts.ts';
import { createCaptureService } from './capture-service.ts';
import { createCheckService } from './check-service.ts';

const browser = browserName();
const counts = createBlockedCounts(browser);
const observers = registerObservers();
const service = createCaptureService({
  browser,
  store: sessionStore(),
  settings: settingsStore(),
  now: Date.now,
  setObserving: observers.set,
  reload: reloadTab,
  onTabChanged(capture, tabId) {
    if (tabId < 0) return;
    const { navigatedAt } = capture.status(tabId);
    void showBlockedCount(tabId, counts.count(tabId, capture.exchanges(tabId), navigatedAt));
  },
});

listenToRequests(service.accept);
listenToObservers(service.note);
onViewConnect(service.serve);
serveHostPermissions();
serveChecks(
  createCheckService({
    browser,
    exchanges: async (tabId) => {
      await service.ready;
      return service.exchanges(tabId);
    },
    accept: service.accept,
    ask: askServer,
    isGranted: isHostGranted,
    isPrivate: isPrivateTab,
    now: Date.now,
  }),
);
void forgetOwnRules();
onTabClosed((tabId) => {
  counts.forget(tabId);
  return service.accept({ type: 'tab-closed', tabId, timeStamp: Date.now() });
});
