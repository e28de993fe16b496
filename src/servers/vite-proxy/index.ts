import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { devProxyStack } from '../kit/dev-proxy.ts';
import { javascriptString } from '../kit/literals.ts';
import { VITE_RESTARTS } from '../kit/restart.ts';
import { added } from '../kit/snippet-lines.ts';

/** Vite's development server as a proxy in front of the other server (vite 8.3.8). */
export const viteProxy = devProxyStack({
  id: 'vite-proxy',
  label: 'Vite · server.proxy',
  kind: 'configuration',
  docs: 'https://vite.dev/config/server-options.html#server-proxy',
  basis: 'measured',
  port: 5173,
  snippets: ({ prefix, target }) => [
    {
      file: 'vite.config.js',
      language: 'javascript',
      place: say`Paste inside ${code('server: { … }')} of the configuration of the page’s own Vite.
        If there is a ${code('proxy')} already, add only the route to it.`
        .fr`Collez dans ${code('server: { … }')} de la configuration du Vite qui sert la page. S’il
        y a déjà un ${code('proxy')}, ajoutez-y seulement la route.`,
      lines: [
        'proxy: {',
        `  ${javascriptString(prefix)}: { target: ${javascriptString(target)}, changeOrigin: true },`,
        '},',
      ].map(added),
    },
  ],
  restart: VITE_RESTARTS,
});
