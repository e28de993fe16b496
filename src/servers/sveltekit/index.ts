import { code } from '../../model/prose.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';
import { say } from '../../model/say.ts';
import { ownLayer, ownLayerSettings } from '../kit/cors-layer.ts';
import { fetchBody } from '../kit/hand-written.ts';
import { javascriptList } from '../kit/literals.ts';
import { headerSignal, pathSignal } from '../kit/marks.ts';
import { optionsStack } from '../kit/options-stack.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { RESTART_SERVER } from '../kit/restart.ts';
import type { Snippet } from '../kit/stack.ts';

/** SvelteKit: its hook runs before every page and endpoint. */
export const sveltekit = optionsStack({
  id: 'sveltekit',
  label: 'SvelteKit · hooks',
  kind: 'code',
  docs: 'https://svelte.dev/docs/kit/hooks#Server-hooks-handle',
  basis: 'measured',
  signals: [
    headerSignal(
      0.9,
      'X-Sveltekit-Page',
      /^true$/,
      (line) => say`SvelteKit sends ${line}.`.fr`SvelteKit envoie ${line}.`,
    ),
    pathSignal(
      0.4,
      /\/__data\.json$/,
      say`SvelteKit has such addresses.`.fr`SvelteKit utilise de telles adresses.`,
    ),
  ],

  snippets: (proposal) => [
    fileSnippet(
      'src/hooks.server.ts',
      'typescript',
      say`The whole file. If it has a ${code('handle')} already, combine both with
        ${code('sequence')}.`
        .fr`Voici le fichier entier. S’il a déjà un ${code('handle')}, combinez les deux avec
        ${code('sequence')}.`,
      [
        "import type { Handle } from '@sveltejs/kit';",
        '',
        `const allowedOrigins = ${javascriptList(proposal.options.origins.value)};`,
        '',
        'export const handle: Handle = async ({ event, resolve }) => {',
        '  const { request } = event;',
        ...fetchBody(proposal, respond).map((text) => `  ${text}`),
        '};',
      ],
    ),
    ...(looksLikeForm(proposal.requirement) ? [trusting(proposal.requirement.origins)] : []),
  ],
  restart: () => RESTART_SERVER,
  notes: () => [
    say`Prerendered pages and files do not run this hook.`
      .fr`Les pages prérendues et les fichiers n’exécutent pas ce hook.`,
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
});

const MAY_BE_FORM: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Whether a built SvelteKit may take the page's request for a form of another site. It refuses
 * those with status 403 before the hook runs: all that change something without a `Content-Type`, or
 * with a form's. A form's needs no preflight, so it is not among the headers.
 * @see https://svelte.dev/docs/kit/configuration#csrf
 */
function looksLikeForm({ method, methods, headers }: AnswerRequirement): boolean {
  const changing = [method, ...methods].filter((one) => MAY_BE_FORM.has(one));
  return changing.includes('DELETE') || (changing.length > 0 && !headers.includes('content-type'));
}

const trusting = (origins: readonly string[]): Snippet =>
  fileSnippet(
    'vite.config.js',
    'javascript',
    say`Add this to the options of ${code('sveltekit(')}. In SvelteKit 2, add it to ${code('kit')} in
      ${code('svelte.config.js')}. Without it, a built server refuses such requests (403).`
      .fr`Ajoutez ceci aux options de ${code('sveltekit(')}. Dans SvelteKit 2, ajoutez-le à
      ${code('kit')} dans ${code('svelte.config.js')}. Sans cela, un serveur construit refuse de
      telles requêtes (403).`,
    [`csrf: { trustedOrigins: ${javascriptList(origins)} },`],
  );

/** Declares the response: an empty one, or what the project answers. */
const respond = (emptyIf: string | null): readonly string[] => [
  emptyIf === null
    ? 'const response = await resolve(event);'
    : `const response = ${emptyIf} ? new Response(null, { status: 204 }) : await resolve(event);`,
];
