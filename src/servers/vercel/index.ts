import { get, has } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { ownLayer, ownLayerSettings } from '../kit/cors-layer.ts';
import { fetchBody, fixedHeaders } from '../kit/hand-written.ts';
import { exactPattern, javascriptList, jsonDocument } from '../kit/literals.ts';
import { lineOf } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { fileSnippet, npmSnippet } from '../kit/product-settings.ts';
import { DEPLOY_SITE } from '../kit/restart.ts';
import type { Snippet } from '../kit/stack.ts';

/**
 * A project on Vercel. Headers of `vercel.json` are sent where a request header matches. They answer
 * no preflight request, so a middleware does.
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
  install: (proposal) =>
    fixedHeaders(proposal).answersPreflights ? npmSnippet('npm install @vercel/functions') : null,
  snippets: (proposal) => [
    fixedHeaders(proposal).answersPreflights ? middleware(proposal) : rules(proposal),
  ],
  restart: () => DEPLOY_SITE,
  notes: (proposal) => [
    fixedHeaders(proposal).answersPreflights
      ? say`Remove the ${code('Access-Control-…')} lines from ${code('vercel.json')} and from your
      functions: browsers reject two.`
          .fr`Retirez les lignes ${code('Access-Control-…')} de ${code('vercel.json')} et de vos
      fonctions : les navigateurs rejettent les doublons.`
      : say`Remove other lines that send these headers from your functions: browsers reject two.`
          .fr`Retirez de vos fonctions les autres lignes qui envoient ces en-têtes : les navigateurs
          rejettent les doublons.`,
  ],
  instead: [
    {
      id: 'vercel-function-failed',
      explainsStatus: true,
      fits: ({ headers }) =>
        /^(?:EDGE_)?FUNCTION_|^MIDDLEWARE_INVOCATION_/.test(get(headers, 'x-vercel-error') ?? ''),
      words: () =>
        say`Find the error in the project’s logs on Vercel, or with ${code('vercel logs')}, and fix it
          first. The function failed before it answered, so its CORS code never ran
          (${code('x-vercel-error')} says so).`
          .fr`Cherchez l’erreur dans les journaux du projet sur Vercel, ou avec
          ${code('vercel logs')}, et corrigez-la d’abord. La fonction a échoué avant de répondre, donc
          son code CORS ne s’est jamais exécuté (${code('x-vercel-error')} le dit).`,
    },
    {
      id: 'vercel-not-found',
      explainsStatus: true,
      fits: ({ headers }) =>
        /^(?:DEPLOYMENT_)?NOT_FOUND$/.test(get(headers, 'x-vercel-error') ?? ''),
      words: ({ url }) =>
        say`Check the address ${shown(url)}: Vercel has nothing there. If a file in
          ${code('api/')} must answer every path, add ${code('rewrites')} for it to
          ${code('vercel.json')}.`
          .fr`Vérifiez l’adresse ${shown(url)} : Vercel n’y a rien. Si un fichier de ${code('api/')}
          doit répondre à tous les chemins, ajoutez-lui des ${code('rewrites')} dans
          ${code('vercel.json')}.`,
    },
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
});

/** Declares the response: an empty one, or what the project answers. */
const respond = (emptyIf: string | null): readonly string[] => [
  emptyIf === null
    ? 'const response = next();'
    : `const response = ${emptyIf} ? new Response(null, { status: 204 }) : next();`,
];

/** Compares the origin, and answers preflight requests. */
const middleware = (proposal: Proposal): Snippet =>
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
  );

/** One rule for each origin: without a preflight request, headers are enough, in any language. */
function rules(proposal: Proposal): Snippet {
  const { all } = fixedHeaders(proposal);
  const header = (key: string, value: string) => ({ key, value });
  const source = '/(.*)';
  const document = {
    headers: [
      { source, headers: [header('Vary', 'Origin')] },
      ...proposal.options.origins.value.map((origin) => ({
        source,
        has: [{ type: 'header', key: 'Origin', value: exactPattern([origin]) }],
        headers: [
          header('Access-Control-Allow-Origin', origin),
          ...all.map(([name, value]) => header(name, value)),
        ],
      })),
    ],
  };
  return fileSnippet(
    'vercel.json',
    'json',
    say`Paste into a new file in the folder of the project. If there is one already, add only the
      entries of ${code('"headers"')}.`
      .fr`Collez dans un nouveau fichier du dossier du projet. S’il y en a déjà un, ajoutez-y seulement
      les entrées de ${code('"headers"')}.`,
    jsonDocument(document).split('\n'),
  );
}
