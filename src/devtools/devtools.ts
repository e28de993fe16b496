import { devtoolsApi } from '../platform/devtools.ts';
import { forgetView } from '../platform/forget-view.ts';

const devtools = devtoolsApi();
if (devtools !== null) {
  // This page is loaded once for each opening of DevTools, the panel maybe more often.
  void forgetView(devtools.inspectedWindow.tabId);
  void devtools.panels.create('Crosscheck', '/icons/32.png', '/src/panel/panel.html');
}
