import { has } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code, prose } from '../../model/prose.ts';
import { ownLayer, ownLayerSettings } from '../kit/cors-layer.ts';
import { fetchBody } from '../kit/hand-written.ts';
import { javascriptList } from '../kit/literals.ts';
import { headerSignal, type Signal } from '../kit/marks.ts';
import { optionsStack } from '../kit/options-stack.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import type { Restart } from '../kit/stack.ts';

const ADDRESS: Signal = {
  weight: 0.9,
  seen: ({ url }) => {
    const { hostname = '', pathname = '' } = parseUrl(url) ?? {};
    return /\.supabase\.(?:co|in)$/.test(hostname) && pathname.startsWith('/functions/v1/');
  },
  evidence: () => prose`Edge Functions of Supabase have such addresses.`,
};

const DEPLOY: Restart = {
  text: prose`Deploy the function: until then it runs its old code.`,
  command: 'supabase functions deploy',
};

/** Edge Functions of Supabase. Their own code answers, also OPTIONS; the gateway checks the token. */
export const supabaseFunctions = optionsStack({
  id: 'supabase-functions',
  label: 'Supabase · Edge Functions',
  kind: 'code',
  docs: 'https://supabase.com/docs/guides/functions/cors',
  basis: 'documented',
  signals: [
    ADDRESS,
    headerSignal(
      0.6,
      'X-Served-By',
      /^supabase-edge-runtime$/,
      (line) => prose`Supabase sends ${line}.`,
    ),
  ],
  snippets: (proposal) => [
    fileSnippet(
      'index.ts',
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
  restart: () => DEPLOY,
  notes: () => [
    prose`Catch errors in ${code('handle')} and return a response for them. An error that is thrown has
      no CORS headers.`,
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
  instead: [
    {
      id: 'supabase-gateway',
      explainsStatus: true,
      fits: ({ finding, status, headers }) =>
        finding.phase === 'actual' && status === 401 && !has(headers, 'x-deno-execution-id'),
      words: () =>
        prose`Send the user’s valid token in ${code('Authorization')}: Supabase’s gateway refused the
          request (401) before your function ran. Or set ${code('verify_jwt = false')} for this function,
          and check the caller inside it.`,
    },
  ],
});

/** Declares the response, from what the function below answers. */
const respond = (emptyIf: string | null): readonly string[] => [
  emptyIf === null
    ? 'const answered = await handle(request);'
    : `const answered = ${emptyIf} ? new Response(null, { status: 204 }) : await handle(request);`,
  'const response = new Response(answered.body, answered);',
];
