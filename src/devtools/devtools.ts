import { devtoolsApi } from '../platform/devtools.ts';
import { forgetView } from '../platform/forget-view.ts';

const devtools = devtoolsApi();
if (devtools !== null) {
  const { inspectedWindow, network, panels } = devtools;
  // This page is loaded once for each opening of DevTools, the panel maybe more often.
  void forgetView(inspectedWindow.tabId);
  const created = panels.create('Crosscheck', '/icons/32.png', '/src/panel/panel.html');
  const listen = (): void => {};
  // Firefox forgets what it has recorded once nobody listens, as when it loads the panel again.
  if (created instanceof Promise) {
    void created.then(({ onShown }) =>
      onShown.addListener(() => network.onRequestFinished.addListener(listen)),
    );
  }
}
