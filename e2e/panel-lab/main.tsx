import { PanelApp } from '../../src/panel/app.tsx';
import { PopupApp } from '../../src/popup/app.tsx';
import { mount } from '../../src/ui/mount.tsx';
import { createLab, type Lab } from './environment.ts';
import * as traffic from './exchanges.ts';
import { optionsFrom } from './states.ts';

declare global {
  interface Window {
    lab: Lab;
    traffic: typeof traffic;
  }
}

const options = optionsFrom(new URLSearchParams(location.search));
const lab = createLab(options);
window.lab = lab;
window.traffic = traffic;

// `view=none`: the same page with nothing drawn, to measure against.
if (new URLSearchParams(location.search).get('view') === 'none') {
  document.getElementById('root')?.append('nothing');
} else if (options.kind === 'popup') {
  await import('../../src/popup/popup.css');
  mount(Promise.resolve(lab.environment), (environment) => <PopupApp environment={environment} />);
} else {
  await import('../../src/panel/panel.css');
  mount(Promise.resolve(lab.environment), (environment) => <PanelApp environment={environment} />);
}
