import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { ownLayer, ownLayerSettings } from '../kit/cors-layer.ts';
import { fetchBody } from '../kit/hand-written.ts';
import { javascriptList } from '../kit/literals.ts';
import { headerSignal, pathSignal } from '../kit/marks.ts';
import { optionsStack } from '../kit/options-stack.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { RESTART_SERVER } from '../kit/restart.ts';

/**
 * React Router as a framework (Remix before): middleware of the root route. It runs for `OPTIONS` of
 * resource routes, and not for pages.
 * @see https://github.com/remix-run/react-router/blob/main/packages/react-router/lib/server-runtime/server.ts
 */
export const reactRouter = optionsStack({
  id: 'react-router',
  label: phrase`React Router and Remix · middleware`.fr`React Router et Remix · middleware`,
  kind: 'code',
  docs: 'https://reactrouter.com/how-to/middleware',
  basis: 'documented',
  signals: [
    headerSignal(
      0.9,
      'X-Remix-Response',
      /^yes$/,
      (line) => say`React Router sends ${line}.`.fr`React Router envoie ${line}.`,
    ),
    pathSignal(
      0.35,
      /\/(?:__manifest|_root\.data)$/,
      say`React Router has such addresses.`.fr`React Router utilise de telles adresses.`,
    ),
  ],
  snippets: (proposal) => [
    fileSnippet(
      'react-router.config.ts',
      'typescript',
      say`Add to the object, unless it is there. React Router 8 needs no flag.`
        .fr`Ajoutez ceci à l’objet, sauf si c’est déjà fait. React Router 8 n’a pas besoin de cette
        option.`,
      ['future: { v8_middleware: true },'],
    ),
    fileSnippet(
      'app/root.tsx',
      'typescript',
      say`Paste above the component. If there is a ${code('middleware')} already, add this function
        as its first entry.`
        .fr`Collez au-dessus du composant. S’il y a déjà un ${code('middleware')}, ajoutez cette
        fonction comme première entrée.`,
      [
        "import type { Route } from './+types/root';",
        '',
        `const allowedOrigins = ${javascriptList(proposal.options.origins.value)};`,
        '',
        'export const middleware: Route.MiddlewareFunction[] = [',
        '  async ({ request }, next) => {',
        ...fetchBody(proposal, respond).map((text) => `    ${text}`),
        '  },',
        '];',
      ],
    ),
  ],
  restart: () => RESTART_SERVER,
  notes: () => [
    say`Use a resource route: one without a component. React Router answers ${code('OPTIONS')} of a
      page with 405, before this code runs.`
      .fr`Utilisez une route de ressource, c’est-à-dire sans composant. Pour une page, React Router
      répond 405 à ${code('OPTIONS')}, avant l’exécution de ce code.`,
    say`Requests of the framework itself (${code('.data')}) come from its own pages and need no
      CORS.`
      .fr`Les requêtes du framework lui-même (${code('.data')}) viennent de ses propres pages et
      n’ont pas besoin de CORS.`,
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
});

/** Declares the response: an empty one, or what the route answers. */
const respond = (emptyIf: string | null): readonly string[] => [
  emptyIf === null
    ? 'const response = await next();'
    : `const response = ${emptyIf} ? new Response(null, { status: 204 }) : await next();`,
];
