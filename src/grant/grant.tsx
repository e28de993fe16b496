import { createRoot } from 'react-dom/client';
import { closeOwnTab, wantedOfGrantPage } from '../platform/grant-page.ts';
import { askForHosts } from '../platform/host-permissions.ts';
import { GrantApp } from './app.tsx';

const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
const element = document.getElementById('root');
if (element !== null) {
  createRoot(element).render(
    <GrantApp wanted={wantedOfGrantPage()} ask={askForHosts} close={closeOwnTab} />,
  );
}
