import { code, prose } from '../../model/prose.ts';
import { javascriptList } from '../kit/literals.ts';
import { pathSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Socket.IO, which answers below its own path with options of the package cors. */
export const socketIo = settingsStack({
  id: 'socket-io',
  label: 'Socket.IO',
  kind: 'code',
  docs: 'https://socket.io/docs/v4/handling-cors/',
  basis: 'measured',
  marks: [pathSignal(0.9, /^\/socket\.io\/?$/, prose`Socket.IO has such addresses.`)],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: { methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'], headers: 'any' },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'server.ts',
      'typescript',
      prose`Paste in place of ${code('new Server(…)')}. Keep its other options.`,
      [
        'const io = new Server(httpServer, {',
        '  cors: {',
        `    origin: ${javascriptList(origins)},`,
        ...(credentials ? ['    credentials: true,'] : []),
        ...(methods.length > 0 ? [`    methods: ${javascriptList(methods)},`] : []),
        ...(headers.length > 0 ? [`    allowedHeaders: ${javascriptList(headers)},`] : []),
        ...(expose.length > 0 ? [`    exposedHeaders: ${javascriptList(expose)},`] : []),
        '  },',
        '});',
      ],
    ),
  ],

  notes: [
    prose`The ${code('cors')} of Express does not cover Socket.IO, and this does not cover Express. If the path or the port is wrong, Express answers instead.`,
  ],
});
