import { code, prose } from '../../model/prose.ts';
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
  label: 'React Router and Remix · middleware',
  kind: 'code',
  docs: 'https://reactrouter.com/how-to/middleware',
  basis: 'documented',
  signals: [
    headerSignal(0.9, 'X-Remix-Response', /^yes$/, (line) => prose`React Router sends ${line}.`),
    pathSignal(0.35, /\/(?:__manifest|_root\.data)$/, prose`React Router has such addresses.`),
  ],
  snippets: (proposal) => [
    fileSnippet(
      'react-router.config.ts',
      'typescript',
      prose`Add to the object, unless it is there. React Router 8 needs no flag.`,
      ['future: { v8_middleware: true },'],
    ),
    fileSnippet(
      'app/root.tsx',
      'typescript',
      prose`Paste above the component. If there is a ${code('middleware')} already, add this function as
        its first entry.`,
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
    prose`Use a resource route: one without a component. React Router answers ${code('OPTIONS')} of a page
      with 405, before this code runs.`,
    prose`Requests of the framework itself (${code('.data')}) come from its own pages and need no CORS.`,
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
});

/** Declares the response: an empty one, or what the route answers. */
const respond = (emptyIf: string | null): readonly string[] => [
  emptyIf === null
    ? 'const response = await next();'
    : `const response = ${emptyIf} ? new Response(null, { status: 204 }) : await next();`,
];
