import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { ownLayer, ownLayerSettings } from '../kit/cors-layer.ts';
import { fetchBody } from '../kit/hand-written.ts';
import { javascriptList } from '../kit/literals.ts';
import { headerSignal, type Signal, urlSignal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { added } from '../kit/snippet-lines.ts';
import type { Restart, Snippet } from '../kit/stack.ts';

const SIGNALS: readonly Signal[] = [
  urlSignal(
    0.8,
    /^https:\/\/[^/]+\.(?:workers|pages)\.dev\//,
    say`Cloudflare runs the code of the hosts below ${code('workers.dev')} and ${code('pages.dev')}.`
      .fr`Cloudflare exécute le code des hôtes sous ${code('workers.dev')} et
      ${code('pages.dev')}.`,
  ),
  // Every site behind Cloudflare has it, with or without a Worker.
  headerSignal(
    0.15,
    'CF-Ray',
    /./,
    (line) =>
      say`Cloudflare passed the response on: ${line}.`
        .fr`Cloudflare a transmis la réponse : ${line}.`,
  ),
];

/**
 * A Cloudflare Worker, which answers with its own code.
 * @see https://developers.cloudflare.com/workers/runtime-apis/handlers/fetch/
 */
export const cloudflareWorkers = optionsStack({
  id: 'cloudflare-workers',
  label: 'Cloudflare Workers',
  kind: 'code',
  docs: 'https://developers.cloudflare.com/workers/examples/cors-header-proxy/',
  basis: 'measured',
  signals: SIGNALS,
  snippets: (proposal) => [worker(proposal)],
  restart: () => DEPLOY,
  notes: () => [
    say`Catch errors in ${code('handle')} and return a response for them. An error that is thrown
      has no CORS headers.`
      .fr`Interceptez les erreurs dans ${code('handle')} et renvoyez une réponse pour elles. Une
      erreur levée n’a pas d’en-têtes CORS.`,
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
});

const DEPLOY: Restart = {
  text: say`Deploy the Worker: until then it runs its old code.`
    .fr`Déployez le Worker : jusque-là, il exécute son ancien code.`,
  command: 'npx wrangler deploy',
};

function worker(proposal: Proposal): Snippet {
  const handled = 'await handle(request, env, ctx)';
  const body = fetchBody(proposal, (emptyIf) => [
    ...(emptyIf === null
      ? [`const answered = ${handled};`]
      : [
          `const answered = ${emptyIf}`,
          '  ? new Response(null, { status: 204 })',
          `  : ${handled};`,
        ]),
    'const response = new Response(answered.body, answered);',
  ]);
  return {
    file: 'src/index.js',
    language: 'javascript',
    place: say`Paste in place of ${code('export default { fetch }')}. Make the present
      ${code('fetch')} the function ${code('handle(request, env, ctx)')}.`
      .fr`Collez à la place de ${code('export default { fetch }')}. Faites du ${code('fetch')}
      actuel la fonction ${code('handle(request, env, ctx)')}.`,
    lines: [
      `const allowedOrigins = ${javascriptList(proposal.options.origins.value)};`,
      '',
      'export default {',
      '  async fetch(request, env, ctx) {',
      ...body.map((text) => `    ${text}`),
      '  },',
      '};',
    ].map(added),
  };
}
