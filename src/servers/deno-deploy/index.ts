import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
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
    headerSignal(
      0.85,
      'Server',
      /^deno\//,
      (line) => say`Deno Deploy sends ${line}.`.fr`Deno Deploy envoie ${line}.`,
    ),
    hostSignal(
      0.85,
      /\.deno\.(?:dev|net)$/,
      say`Deno Deploy has the hosts below ${code('deno.dev')} and ${code('deno.net')}.`
        .fr`Les hôtes sous ${code('deno.dev')} et ${code('deno.net')} appartiennent à Deno Deploy.`,
    ),
  ],
  snippets: (proposal) => [
    fileSnippet(
      'main.ts',
      'typescript',
      say`Paste in place of ${code('Deno.serve(…)')}. Make the handler that it has the function
        ${code('handle(request)')}.`
        .fr`Collez à la place de ${code('Deno.serve(…)')}. Faites du gestionnaire actuel la fonction
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
    say`With Hono, use the fix for Hono instead. With Oak, install a middleware of its own.`
      .fr`Avec Hono, utilisez plutôt la correction pour Hono. Avec Oak, installez un de ses
      middlewares.`,
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
