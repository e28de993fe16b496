import { serveChecks } from '../platform/checks.ts';
import { forgetViewsOnInstall } from '../platform/forget-view.ts';
import { setHeaderRules } from '../platform/header-rules.ts';
import { isHostGranted, serveHostPermissions } from '../platform/host-permissions.ts';
import { serveInstall } from '../platform/install.ts';
import { keepSpeakingAsSet } from '../platform/language.ts';
import { listenToObservers, registerObservers } from '../platform/observer.ts';
import { askServer, forgetOwnRules } from '../platform/own-requests.ts';
import { onViewConnect } from '../platform/ports.ts';
import { privateWindows } from '../platform/private-windows.ts';
import { serveReloads } from '../platform/reload-once-granted.ts';
import { sessionStore } from '../platform/session-store.ts';
import { settingsStore } from '../platform/settings-store.ts';
import { isPrivateTab, onTabClosed, reloadTab, showOnBadge } from '../platform/tabs.ts';
import { browserName, listenToRequests } from '../platform/web-request.ts';
import { createBlockedCounts } from './blocked-counts.ts';
import { createCaptureService } from './capture-service.ts';
import { createCheckService } from './check-service.ts';
import { createTrialService } from './trial-service.ts';

keepSpeakingAsSet();
const browser = browserName();
const counts = createBlockedCounts(browser);
const observers = registerObservers();
const trials = createTrialService({
  browser,
  store: sessionStore(),
  setRules: setHeaderRules,
  now: Date.now,
  onChanged: (tabId) => service.tellStatus(tabId),
});
const service = createCaptureService({
  browser,
  store: sessionStore(),
  settings: settingsStore(),
  now: Date.now,
  trialStatus: trials.status,
  setObserving: observers.set,
  reload: reloadTab,
  onTabChanged(capture, tabId) {
    if (tabId < 0) return;
    const { navigatedAt, trial } = capture.status(tabId);
    const count = counts.count(tabId, capture.exchanges(tabId), navigatedAt, capture.ignored());
    void showOnBadge(tabId, count, trial !== null);
  },
});

const toldApart = privateWindows();
listenToRequests(async (event) => {
  const told = browser === 'chromium' ? await toldApart(event) : event;
  if (told !== null) await service.accept(await trials.mark(told));
});
listenToObservers(service.note);
onViewConnect((channel) => {
  service.serve(channel);
  trials.serve(channel);
});
serveHostPermissions();
serveReloads();
serveInstall();
forgetViewsOnInstall();
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
  trials.tabClosed(tabId);
  return service.accept({ type: 'tab-closed', tabId, timeStamp: Date.now() });
});
