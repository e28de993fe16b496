import { has } from '../../model/header-list.ts';
import { isLoopbackHost, parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { ownLayer, ownLayerSettings } from '../kit/cors-layer.ts';
import { fetchBody } from '../kit/hand-written.ts';
import { javascriptList } from '../kit/literals.ts';
import { headerSignal, type Signal } from '../kit/marks.ts';
import { optionsStack } from '../kit/options-stack.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import type { Restart } from '../kit/stack.ts';

const ADDRESS: Signal = {
  // Above the gateway that passes its answers on.
  weight: 0.97,
  seen: ({ url }) => {
    const { hostname = '', pathname = '', port = '' } = parseUrl(url) ?? {};
    const isTheirs =
      /\.supabase\.(?:co|in)$/.test(hostname) || (port === '54321' && isLoopbackHost(hostname));
    return isTheirs && pathname.startsWith('/functions/v1/');
  },
  evidence: () =>
    say`Edge Functions of Supabase have such addresses.`
      .fr`Les Edge Functions de Supabase utilisent de telles adresses.`,
};

const DEPLOY: Restart = {
  text: say`Deploy the function: until then it runs its old code.`
    .fr`Déployez la fonction : jusque-là, elle exécute son ancien code.`,
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
      0.9,
      'X-Served-By',
      /^supabase-edge-runtime$/,
      (line) => say`Supabase sends ${line}.`.fr`Supabase envoie ${line}.`,
    ),
  ],
  snippets: (proposal) => [
    fileSnippet(
      'index.ts',
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
  restart: () => DEPLOY,
  notes: () => [
    say`Catch errors in ${code('handle')} and return a response for them. An error that is thrown
      has no CORS headers.`
      .fr`Interceptez les erreurs dans ${code('handle')} et renvoyez une réponse pour chacune. Une
      erreur levée n’a pas d’en-têtes CORS.`,
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
  instead: [
    {
      id: 'supabase-not-started',
      explainsStatus: true,
      // 503: it does not start. 546: it used too much memory or time.
      fits: ({ status }) => status === 503 || status === 546,
      words: ({ url }) =>
        isLoopbackHost(parseUrl(url)?.hostname ?? '')
          ? say`Run ${code('supabase functions serve')} and read what it prints: no function answers
              behind the local gateway. No CORS setting helps until it starts.`
              .fr`Lancez ${code('supabase functions serve')} et lisez ce qui s’affiche : aucune
              fonction ne répond derrière la passerelle locale. Aucun réglage CORS n’y change rien
              tant qu’elle ne démarre pas.`
          : say`Read the function’s logs in the Supabase dashboard and fix the error there: the function
              failed before it could answer. Often an import is wrong, or an environment variable
              is missing.`
              .fr`Lisez les journaux de la fonction dans le tableau de bord de Supabase et corrigez
              l’erreur qui s’y trouve : la fonction a échoué avant de pouvoir répondre. Souvent, un
              import est faux, ou une variable d’environnement manque.`,
    },
    {
      id: 'supabase-not-deployed',
      explainsStatus: true,
      fits: ({ status, headers }) => status === 404 && !has(headers, 'x-deno-execution-id'),
      words: () =>
        say`Check the function’s name in the address, and deploy it: Supabase has no such function.`
          .fr`Vérifiez le nom de la fonction dans l’adresse, et déployez-la : Supabase n’a aucune
          fonction de ce nom.`,
    },
    {
      id: 'supabase-gateway',
      explainsStatus: true,
      fits: ({ finding, status, headers }) =>
        finding.phase === 'actual' && status === 401 && !has(headers, 'x-deno-execution-id'),
      words: () =>
        say`Send the user’s valid token in ${code('Authorization')}: Supabase’s gateway refused the
          request (401) before your function ran. Or set ${code('verify_jwt = false')} for this
          function, and check the caller inside it.`
          .fr`Envoyez le jeton valide de l’utilisateur dans ${code('Authorization')} : la passerelle
          de Supabase a refusé la requête (401) avant l’exécution de votre fonction. Ou définissez
          ${code('verify_jwt = false')} pour cette fonction, et vérifiez-y l’appelant.`,
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
