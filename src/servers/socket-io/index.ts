import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { pathSignal } from '../kit/marks.ts';
import { NPM_CORS, npmCorsOptions } from '../kit/npm-cors.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Socket.IO, which answers below its own path with options of the package cors. */
export const socketIo = settingsStack({
  id: 'socket-io',
  label: 'Socket.IO',
  kind: 'code',
  docs: 'https://socket.io/docs/v4/handling-cors/',
  basis: 'measured',
  marks: [
    pathSignal(
      0.9,
      /^\/socket\.io\/?$/,
      say`Socket.IO has such addresses.`.fr`Socket.IO utilise de telles adresses.`,
    ),
  ],
  ...NPM_CORS,
  write: (written) => [
    fileSnippet(
      'server.ts',
      'typescript',
      say`Paste in place of ${code('new Server(…)')}. Keep its other options.`
        .fr`Collez à la place de ${code('new Server(…)')}. Gardez ses autres options.`,
      [
        'const io = new Server(httpServer, {',
        '  cors: {',
        ...npmCorsOptions(written).map((line) => `    ${line}`),
        '  },',
        '});',
      ],
    ),
  ],

  notes: [
    say`The ${code('cors')} of Express does not cover Socket.IO, and this does not cover Express. If
      the path or the port is wrong, Express answers instead.`
      .fr`Le ${code('cors')} d’Express ne couvre pas Socket.IO, et ces lignes ne couvrent pas
      Express. Si le chemin ou le port est faux, c’est Express qui répond.`,
  ],
});
