import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { devProxyStack } from '../kit/dev-proxy.ts';
import { javascriptString } from '../kit/literals.ts';
import { added } from '../kit/snippet-lines.ts';

/** webpack-dev-server as a proxy in front of the other server (5.x: `proxy` is a list). */
export const webpackDevServer = devProxyStack({
  id: 'webpack-dev-server',
  label: 'webpack · devServer.proxy',
  kind: 'configuration',
  docs: 'https://webpack.js.org/configuration/dev-server/#devserverproxy',
  basis: 'documented',
  port: 8080,
  snippets: ({ prefix, target }) => [
    {
      file: 'webpack.config.js',
      language: 'javascript',
      place: say`Paste inside ${code('devServer: { … }')}. If there is a ${code('proxy')} already,
        add only the entry to it.`
        .fr`Collez dans ${code('devServer: { … }')}. S’il y a déjà un ${code('proxy')}, ajoutez-y
        seulement l’entrée.`,
      lines: [
        'proxy: [',
        '  {',
        `    context: [${javascriptString(prefix)}],`,
        `    target: ${javascriptString(target)},`,
        '    changeOrigin: true,',
        '  },',
        '],',
      ].map(added),
    },
  ],
  restart: {
    text: say`Restart the development server: it reads its configuration when it starts.`
      .fr`Redémarrez le serveur de développement : il lit sa configuration à son démarrage.`,
    command: null,
  },
});
