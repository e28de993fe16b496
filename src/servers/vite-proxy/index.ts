import { code } from '../../model/prose.ts';
import { devProxyStack } from '../kit/dev-proxy.ts';
import { added } from '../kit/lines.ts';
import { javascriptString } from '../kit/literals.ts';

/** Vite's development server as a proxy in front of the other server (vite 8.3.8). */
export const viteProxy = devProxyStack({
  id: 'vite-proxy',
  label: 'Vite · server.proxy',
  docs: 'https://vite.dev/config/server-options.html#server-proxy',
  basis: 'measured',
  port: 5173,
  snippets: ({ prefix, target }) => [
    {
      file: 'vite.config.js',
      language: 'javascript',
      place: [
        'Inside ',
        code('server: { … }'),
        ' of the configuration of the page’s own Vite; beside the other routes where there is a ',
        code('proxy'),
        ' already.',
      ],
      lines: [
        added('proxy: {'),
        added(
          `  ${javascriptString(prefix)}: { target: ${javascriptString(target)}, changeOrigin: true },`,
        ),
        added('},'),
      ],
    },
  ],
  notes: [['Vite restarts by itself when its configuration is saved.']],
});
