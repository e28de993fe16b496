import { has } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { ownLayer, ownLayerSettings } from '../kit/cors-layer.ts';
import { fetchBody } from '../kit/hand-written.ts';
import { javascriptList } from '../kit/literals.ts';
import { lineOf } from '../kit/marks.ts';
import { optionsStack } from '../kit/options-stack.ts';
import { fileSnippet, npmSnippet } from '../kit/product-settings.ts';
import { DEPLOY_SITE } from '../kit/restart.ts';

/**
 * A project on Vercel. The headers of `vercel.json` are the same for all origins, so a middleware
 * compares them.
 */
export const vercel = optionsStack({
  id: 'vercel',
  label: 'Vercel · Routing Middleware',
  kind: 'platform',
  docs: 'https://vercel.com/docs/routing-middleware',
  basis: 'documented',
  signals: [
    {
      weight: 0.7,
      seen: ({ headers }) => has(headers, 'x-vercel-id'),
      evidence: (one) =>
        say`Vercel sends ${lineOf(one, 'X-Vercel-Id')}.`
          .fr`Vercel envoie ${lineOf(one, 'X-Vercel-Id')}.`,
    },
  ],
  install: () => npmSnippet('npm install @vercel/functions'),
  snippets: (proposal) => [
    fileSnippet(
      'middleware.ts',
      'typescript',
      say`Paste into a new file beside ${code('package.json')}. With Next.js, use the fix for
        Next.js instead.`
        .fr`Collez dans un nouveau fichier à côté de ${code('package.json')}. Avec Next.js, utilisez
        plutôt la correction pour Next.js.`,
      [
        "import { next } from '@vercel/functions';",
        '',
        `const allowedOrigins = ${javascriptList(proposal.options.origins.value)};`,
        '',
        'export default function middleware(request: Request): Response {',
        ...fetchBody(proposal, respond).map((text) => `  ${text}`),
        '}',
      ],
    ),
  ],
  restart: () => DEPLOY_SITE,
  notes: () => [
    say`Remove the ${code('Access-Control-…')} lines from ${code('vercel.json')} and from your
      functions: browsers reject two.`
      .fr`Retirez les lignes ${code('Access-Control-…')} de ${code('vercel.json')} et de vos
      fonctions : les navigateurs rejettent les doublons.`,
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
});

/** Declares the response: an empty one, or what the project answers. */
const respond = (emptyIf: string | null): readonly string[] => [
  emptyIf === null
    ? 'const response = next();'
    : `const response = ${emptyIf} ? new Response(null, { status: 204 }) : next();`,
];
