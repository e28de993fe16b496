import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { headerSignal, pathSignal } from '../kit/marks.ts';
import { NPM_CORS, npmCorsOptions } from '../kit/npm-cors.ts';
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
  ...NPM_CORS,
  // Its own Vary replaces that of the package.
  answers: { preflightStatus: 204, varies: 'never' },
  write: (written) => [
    fileSnippet(
      'server.ts',
      'typescript',
      say`Paste into the options of ${code('createHTTPServer({ … })')}. Import ${code('cors')} from
        ${code("'cors'")}.`
        .fr`Collez dans les options de ${code('createHTTPServer({ … })')}. Importez ${code('cors')}
        depuis ${code("'cors'")}.`,
      ['middleware: cors({', ...npmCorsOptions(written).map((line) => `  ${line}`), '}),'],
    ),
  ],

  install: 'npm install cors',
  notes: [
    say`In Express, Fastify or Next.js, use the fix for that server instead: tRPC is only a part of
      it.`.fr`Dans Express, Fastify ou Next.js, utilisez plutôt la correction pour ce serveur : tRPC
      n’en est qu’une partie.`,
  ],
});
