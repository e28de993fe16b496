import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { ownLayer, ownLayerSettings } from '../kit/cors-layer.ts';
import { fetchBody } from '../kit/hand-written.ts';
import { javascriptList } from '../kit/literals.ts';
import { pathSignal } from '../kit/marks.ts';
import { optionsStack } from '../kit/options-stack.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { RESTART_SERVER } from '../kit/restart.ts';

/** Astro with a middleware, for pages and endpoints that are rendered on demand. */
export const astro = optionsStack({
  id: 'astro',
  label: 'Astro · middleware',
  kind: 'code',
  docs: 'https://docs.astro.build/en/guides/middleware/',
  basis: 'documented',
  signals: [
    pathSignal(
      0.45,
      /^\/_(?:astro|actions)\//,
      say`Astro has such addresses.`.fr`Astro utilise de telles adresses.`,
    ),
  ],

  snippets: (proposal) => [
    fileSnippet(
      'src/middleware.ts',
      'typescript',
      say`The whole file. If it has an ${code('onRequest')} already, combine both with
        ${code('sequence')}.`
        .fr`Le fichier entier. S’il contient déjà un ${code('onRequest')}, combinez les deux avec
        ${code('sequence')}.`,
      [
        "import { defineMiddleware } from 'astro:middleware';",
        '',
        `const allowedOrigins = ${javascriptList(proposal.options.origins.value)};`,
        '',
        'export const onRequest = defineMiddleware(async ({ request }, next) => {',
        ...fetchBody(proposal, respond).map((text) => `  ${text}`),
        '});',
      ],
    ),
  ],
  restart: () => RESTART_SERVER,
  notes: () => [
    say`Write ${code('export const prerender = false')} in the endpoint: the middleware does not run
      for prerendered ones.`
      .fr`Écrivez ${code('export const prerender = false')} dans le point de terminaison : le
      middleware ne s’exécute pas pour ceux qui sont prérendus.`,
    say`Astro also refuses forms of other origins (403): see ${code('security.checkOrigin')}.`
      .fr`Astro refuse aussi les formulaires d’autres origines (403) : voyez
      ${code('security.checkOrigin')}.`,
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
});

/** Declares the response: an empty one, or what the project answers. */
const respond = (emptyIf: string | null): readonly string[] => [
  emptyIf === null
    ? 'const response = await next();'
    : `const response = ${emptyIf} ? new Response(null, { status: 204 }) : await next();`,
];
