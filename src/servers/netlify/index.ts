import { has } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
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
      evidence: (one) =>
        say`Netlify sends ${lineOf(one, 'X-Nf-Request-Id')}.`
          .fr`Netlify envoie ${lineOf(one, 'X-Nf-Request-Id')}.`,
    },
    headerSignal(
      0.8,
      'Server',
      /^Netlify(?: Edge)?$/,
      (line) => say`Netlify sends ${line}.`.fr`Netlify envoie ${line}.`,
    ),
    hostSignal(
      0.9,
      /\.netlify\.app$/,
      say`Netlify has the hosts below ${code('netlify.app')}.`
        .fr`Les hôtes sous ${code('netlify.app')} appartiennent à Netlify.`,
    ),
  ],

  snippets: (proposal) => [
    fileSnippet(
      'netlify/edge-functions/cors.ts',
      'typescript',
      say`Paste into a new file of your project.`
        .fr`Collez dans un nouveau fichier de votre projet.`,
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
    say`Remove the ${code('Access-Control-…')} lines from ${code('_headers')},
      ${code('netlify.toml')} and your functions.`
      .fr`Retirez les lignes ${code('Access-Control-…')} de ${code('_headers')}, de
      ${code('netlify.toml')} et de vos fonctions.`,
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
});

/** Declares the response: an empty one, or what the project answers. */
const respond = (emptyIf: string | null): readonly string[] => [
  emptyIf === null
    ? 'const response = await context.next();'
    : `const response = ${emptyIf} ? new Response(null, { status: 204 }) : await context.next();`,
];
