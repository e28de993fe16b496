import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { ownLayer, ownLayerSettings } from '../kit/cors-layer.ts';
import { fetchBody } from '../kit/hand-written.ts';
import { javascriptList } from '../kit/literals.ts';
import { headerSignal, pathSignal } from '../kit/marks.ts';
import { optionsStack } from '../kit/options-stack.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { RESTART_SERVER } from '../kit/restart.ts';

/** SvelteKit: its hook runs before every page and endpoint. */
export const sveltekit = optionsStack({
  id: 'sveltekit',
  label: 'SvelteKit · hooks',
  kind: 'code',
  docs: 'https://svelte.dev/docs/kit/hooks#Server-hooks-handle',
  basis: 'documented',
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
  ],
  restart: () => RESTART_SERVER,
  notes: () => [
    say`SvelteKit also refuses forms of other origins (403). For those, list the origin in
      ${code('csrf.trustedOrigins')}.`
      .fr`SvelteKit refuse aussi les formulaires d’autres origines (403). Pour ceux-là, listez
      l’origine dans ${code('csrf.trustedOrigins')}.`,
    say`Prerendered pages and files do not run this hook.`
      .fr`Les pages prérendues et les fichiers n’exécutent pas ce hook.`,
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
});

/** Declares the response: an empty one, or what the project answers. */
const respond = (emptyIf: string | null): readonly string[] => [
  emptyIf === null
    ? 'const response = await resolve(event);'
    : `const response = ${emptyIf} ? new Response(null, { status: 204 }) : await resolve(event);`,
];
