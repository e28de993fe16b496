import { createRoot, type Root } from 'react-dom/client';
import { PanelApp } from '../../src/panel/app.tsx';
import { PopupApp } from '../../src/popup/app.tsx';
import { createLab, type Lab } from './environment.ts';
import * as traffic from './exchanges.ts';
import { optionsFrom } from './states.ts';

declare global {
  interface Window {
    lab: Lab;
    traffic: typeof traffic;
    /**
     * Draws what the query asks for in place of what is there, as a page just opened would, and
     * without its seconds. Not from a panel to a popup: their styles are not to meet.
     */
    openLab(query: string): void;
  }
}

window.traffic = traffic;
let root: Root | null = null;

window.openLab = (query) => {
  root?.unmount();
  document.documentElement.removeAttribute('data-theme');
  history.replaceState(null, '', `?${query}`);
  const options = optionsFrom(new URLSearchParams(query));
  window.lab = createLab(options);
  const { environment } = window.lab;
  root = createRoot(document.getElementById('root') as HTMLElement);
  root.render(
    options.kind === 'popup' ? (
      <PopupApp environment={environment} />
    ) : (
      <PanelApp environment={environment} />
    ),
  );
};

const query = new URLSearchParams(location.search);
// `view=none`: the same page with nothing drawn, to measure against.
if (query.get('view') === 'none') {
  window.lab = createLab(optionsFrom(query));
  document.getElementById('root')?.append('nothing');
} else {
  if (query.get('view') === 'popup') await import('../../src/popup/popup.css');
  else await import('../../src/panel/panel.css');
  window.openLab(query.toString());
}
