import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { devProxyStack } from '../kit/dev-proxy.ts';
import { javascriptString } from '../kit/literals.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { RESTART_SERVER } from '../kit/restart.ts';

/** Express, which serves the page, as a proxy in front of the other server. */
export const expressProxy = devProxyStack({
  id: 'express-proxy',
  label: 'Express · http-proxy-middleware',
  kind: 'code',
  docs: 'https://github.com/chimurai/http-proxy-middleware#readme',
  basis: 'documented',
  port: null,
  deployed: true,
  snippets: ({ prefix, target }) => [
    fileSnippet(
      'app.js',
      'javascript',
      say`Paste directly below ${code('const app = express()')} of the page’s own server, above
        ${code('express.json()')}.`
        .fr`Collez juste en dessous de ${code('const app = express()')} du serveur de la page
        elle-même, au-dessus de ${code('express.json()')}.`,
      [
        "import { createProxyMiddleware } from 'http-proxy-middleware';",
        '',
        'app.use(',
        '  createProxyMiddleware({',
        `    target: ${javascriptString(target)},`,
        `    pathFilter: ${javascriptString(prefix)},`,
        '    changeOrigin: true,',
        "    on: { proxyReq: (request) => request.removeHeader('cookie') },",
        '  }),',
        ');',
      ],
    ),
  ],
  install: 'npm install http-proxy-middleware@3',
  restart: RESTART_SERVER,
  notes: [
    say`The page’s own cookies stay with your server.`
      .fr`Les cookies de la page restent sur votre serveur.`,
  ],
});
