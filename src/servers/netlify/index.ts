import { has } from '../../model/header-list.ts';
import { code, prose } from '../../model/prose.ts';
import { ownLayer, ownLayerSettings } from '../kit/cors-layer.ts';
import { fetchBody } from '../kit/hand-written.ts';
import { javascriptList } from '../kit/literals.ts';
import { headerSignal, hostSignal, lineOf } from '../kit/marks.ts';
import { optionsStack } from '../kit/options-stack.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { DEPLOY_SITE } from '../kit/restart.ts';

/** A site on Netlify. The lines of `_headers` are the same for all origins, and for files only. */
export const netlify = optionsStack({
  id: 'netlify',
  label: 'Netlify · Edge Function',
  kind: 'platform',
  docs: 'https://docs.netlify.com/build/edge-functions/get-started/',
  basis: 'documented',
  signals: [
    {
      weight: 0.8,
      seen: ({ headers }) => has(headers, 'x-nf-request-id'),
      evidence: (one) => prose`Netlify sends ${lineOf(one, 'X-Nf-Request-Id')}.`,
    },
    headerSignal(0.8, 'Server', /^Netlify(?: Edge)?$/, (line) => prose`Netlify sends ${line}.`),
    hostSignal(0.9, /\.netlify\.app$/, prose`Netlify has the hosts below ${code('netlify.app')}.`),
  ],

  snippets: (proposal) => [
    fileSnippet(
      'netlify/edge-functions/cors.ts',
      'typescript',
      prose`Paste into a new file of your project.`,
      [
        "import type { Config, Context } from '@netlify/edge-functions';",
        '',
        `const allowedOrigins = ${javascriptList(proposal.options.origins.value)};`,
        '',
        'export default async (request: Request, context: Context) => {',
        ...fetchBody(proposal, respond).map((text) => `  ${text}`),
        '};',
        '',
        "export const config: Config = { path: '/*' };",
      ],
    ),
  ],
  restart: () => DEPLOY_SITE,
  notes: () => [
    prose`Remove the ${code('Access-Control-…')} lines from ${code('_headers')}, ${code('netlify.toml')} and your functions.`,
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
});

/** Declares the response: an empty one, or what the project answers. */
const respond = (emptyIf: string | null): readonly string[] => [
  emptyIf === null
    ? 'const response = await context.next();'
    : `const response = ${emptyIf} ? new Response(null, { status: 204 }) : await context.next();`,
];
