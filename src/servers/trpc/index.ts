import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { javascriptList } from '../kit/literals.ts';
import { headerSignal, pathSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** The standalone server of tRPC, with the package cors before it. */
export const trpc = settingsStack({
  id: 'trpc',
  label: phrase`tRPC · standalone server`.fr`tRPC · serveur autonome`,
  kind: 'code',
  docs: 'https://trpc.io/docs/server/adapters/standalone',
  basis: 'measured',
  marks: [
    headerSignal(
      0.9,
      'Vary',
      /\btrpc-accept\b/,
      (line) => say`tRPC sends ${line}.`.fr`tRPC envoie ${line}.`,
    ),
    pathSignal(
      0.45,
      /^\/(?:api\/)?trpc\//,
      say`tRPC usually has such addresses.`.fr`tRPC utilise généralement de telles adresses.`,
    ),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: 'set' },
  defaults: { methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'], headers: 'any' },
  // Its own Vary replaces that of the package.
  answers: { preflightStatus: 204, varies: 'never' },
  write: ({ origins, credentials, methods, headers, expose }) => [
    fileSnippet(
      'server.ts',
      'typescript',
      say`Paste into the options of ${code('createHTTPServer({ … })')}. Import ${code('cors')} from
        ${code("'cors'")}.`
        .fr`Collez dans les options de ${code('createHTTPServer({ … })')}. Importez ${code('cors')}
        depuis ${code("'cors'")}.`,
      [
        'middleware: cors({',
        `  origin: ${javascriptList(origins)},`,
        ...(credentials ? ['  credentials: true,'] : []),
        ...(methods.length > 0 ? [`  methods: ${javascriptList(methods)},`] : []),
        ...(headers.length > 0 ? [`  allowedHeaders: ${javascriptList(headers)},`] : []),
        ...(expose.length > 0 ? [`  exposedHeaders: ${javascriptList(expose)},`] : []),
        '}),',
      ],
    ),
  ],

  install: 'npm install cors',
  notes: [
    say`In Express, Fastify or Next.js, use the fix for that server instead: tRPC is only a part of
      it.`.fr`Dans Express, Fastify ou Next.js, utilisez plutôt la correction pour ce serveur : tRPC
      n’en est qu’une partie.`,
  ],
});
