import { createRoot } from 'react-dom/client';
import { phrase } from '../model/say.ts';
import { closeOwnTab, wantedOfGrantPage } from '../platform/grant-page.ts';
import { askForHosts } from '../platform/host-permissions.ts';
import { GrantApp } from './app.tsx';

/** Draws the page that asks for hosts. */
export function draw(): void {
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  document.title = phrase`Crosscheck asks for a permission`.fr`Crosscheck demande une autorisation`;
  const element = document.getElementById('root');
  if (element === null) return;
  createRoot(element).render(
    <GrantApp wanted={wantedOfGrantPage()} ask={askForHosts} close={closeOwnTab} />,
  );
}
