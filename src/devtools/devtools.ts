import { devtoolsApi } from '../platform/devtools.ts';

void devtoolsApi()?.panels.create('Crosscheck', '/icons/32.png', '/src/panel/panel.html');
