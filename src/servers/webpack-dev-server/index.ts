import { code } from '../../model/prose.ts';
import { devProxyStack } from '../kit/dev-proxy.ts';
import { added } from '../kit/lines.ts';
import { javascriptString } from '../kit/literals.ts';

/** webpack-dev-server as a proxy in front of the other server (5.x: `proxy` is a list). */
export const webpackDevServer = devProxyStack({
  id: 'webpack-dev-server',
  label: 'webpack · devServer.proxy',
  docs: 'https://webpack.js.org/configuration/dev-server/#devserverproxy',
  basis: 'documented',
  port: 8080,
  snippets: ({ prefix, target }) => [
    {
      file: 'webpack.config.js',
      language: 'javascript',
      place: [
        'Inside ',
        code('devServer: { … }'),
        '; beside the other entries where there is a ',
        code('proxy'),
        ' already.',
      ],
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
  notes: [['Start the development server anew: its configuration is read once.']],
});
