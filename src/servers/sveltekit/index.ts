import { code, prose } from '../../model/prose.ts';
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
    headerSignal(0.9, 'X-Sveltekit-Page', /^true$/, (line) => prose`SvelteKit sends ${line}.`),
    pathSignal(0.4, /\/__data\.json$/, prose`SvelteKit has such addresses.`),
  ],

  snippets: (proposal) => [
    fileSnippet(
      'src/hooks.server.ts',
      'typescript',
      prose`The whole file. If it has a ${code('handle')} already, combine both with ${code('sequence')}.`,
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
    prose`SvelteKit also refuses forms of other origins (403). For those, list the origin in ${code('csrf.trustedOrigins')}.`,
    prose`Prerendered pages and files do not run this hook.`,
  ],
  answer: (proposal, application) => ownLayer(ownLayerSettings(proposal), application),
});

/** Declares the response: an empty one, or what the project answers. */
const respond = (emptyIf: string | null): readonly string[] => [
  emptyIf === null
    ? 'const response = await resolve(event);'
    : `const response = ${emptyIf} ? new Response(null, { status: 204 }) : await resolve(event);`,
];
