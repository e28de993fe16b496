import { code, prose } from '../../model/prose.ts';
import { ownLayer, ownLayerSettings } from '../kit/cors-layer.ts';
import { fetchBody } from '../kit/hand-written.ts';
import { javascriptList } from '../kit/literals.ts';
import { headerSignal, hostSignal } from '../kit/marks.ts';
import { optionsStack } from '../kit/options-stack.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { DEPLOY_SITE } from '../kit/restart.ts';

/** A program for Deno Deploy that answers with `Deno.serve`. */
export const denoDeploy = optionsStack({
  id: 'deno-deploy',
  label: 'Deno · Deno.serve',
  kind: 'code',
  docs: 'https://docs.deno.com/api/deno/~/Deno.serve',
  basis: 'measured',
  signals: [
    headerSignal(0.85, 'Server', /^deno\//, (line) => prose`Deno Deploy sends ${line}.`),
    hostSignal(
      0.85,
      /\.deno\.(?:dev|net)$/,
      prose`Deno Deploy has the hosts below ${code('deno.dev')} and ${code('deno.net')}.`,
    ),
  ],
  snippets: (proposal) => [
    fileSnippet(
      'main.ts',
      'typescript',
      prose`Paste in place of ${code('Deno.serve(…)')}. Make the handler that it has the function
        ${code('handle(request)')}.`,
      [
        `const allowedOrigins = ${javascriptList(proposal.options.origins.value)};`,
        '',
        'Deno.serve(async (request) => {',
        ...fetchBody(proposal, respond).map((text) => `  ${text}`),
        '});',
      ],
    ),
  ],
  restart: () => DEPLOY_SITE,
  notes: () => [
    prose`With Hono, use the fix for Hono instead. With Oak, install a middleware of its own.`,
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
});

/** Declares the response, from what the function below answers. */
const respond = (emptyIf: string | null): readonly string[] => [
  emptyIf === null
    ? 'const answered = await handle(request);'
    : `const answered = ${emptyIf} ? new Response(null, { status: 204 }) : await handle(request);`,
  'const response = new Response(answered.body, answered);',
];
