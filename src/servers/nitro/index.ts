import { get, type HeaderList } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { isPreflight, ownLayerSettings } from '../kit/cors-layer.ts';
import type { CorsOptions, OptionNames } from '../kit/cors-options.ts';
import { headerSignal, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { line, withHeaders } from '../kit/response-headers.ts';
import { added, javascriptOptions } from '../kit/snippet-lines.ts';
import type { Application, Snippet } from '../kit/stack.ts';

const SIGNALS: readonly Signal[] = [
  headerSignal(
    0.85,
    'X-Powered-By',
    /^Nuxt$/,
    (line) => say`Nuxt sends ${line}.`.fr`Nuxt envoie ${line}.`,
  ),
  headerSignal(
    0.85,
    'X-Powered-By',
    /^Nitro$/,
    (line) => say`Nitro sends ${line}.`.fr`Nitro envoie ${line}.`,
  ),
];

/**
 * Nuxt and Nitro with a middleware that calls h3's `handleCors`; a route rule cannot compare
 * origins.
 */
export const nitro = optionsStack({
  id: 'nitro',
  label: phrase`Nuxt and Nitro · handleCors`.fr`Nuxt et Nitro · handleCors`,
  kind: 'code',
  docs: 'https://v1.h3.dev/utils/security#handlecorsevent-options',
  basis: 'measured',
  signals: SIGNALS,
  defaults: { methods: [], headers: 'any', maxAge: null },
  snippets: (proposal) => [middleware(proposal)],
  notes: () => [
    say`Remove ${code('cors: true')} from ${code('routeRules')}: it answers every origin with
      ${code('*')}.`
      .fr`Retirez ${code('cors: true')} de ${code('routeRules')} : ce réglage répond ${code('*')} à
      toutes les origines.`,
    say`In Nitro 3, return the result of ${code('handleCors')} unless it is ${code('false')}.`
      .fr`Dans Nitro 3, renvoyez le résultat de ${code('handleCors')}, sauf s’il vaut
      ${code('false')}.`,
  ],
  answer: (proposal, application) =>
    h3Cors(proposal.options, ownLayerSettings(proposal).answersPreflights, application),
});

const NAMES: OptionNames = {
  origins: 'origin',
  credentials: 'credentials',
  methods: 'methods',
  headers: 'allowHeaders',
  expose: 'exposeHeaders',
  maxAge: 'maxAge',
};

/**
 * h3's `handleCors` with a list of origins, or `appendCorsHeaders`, which answers no preflight. Only
 * answers to a listed origin have a `Vary`; a request without an origin gets `*`.
 *
 * Read from h3 1.x, `src/utils/cors`.
 */
function h3Cors(
  options: CorsOptions,
  answersPreflights: boolean,
  application: Application,
): Application {
  return (request) => {
    const asked = get(request.headers, 'origin');
    const allowed = asked !== null && options.origins.value.includes(asked) ? asked : null;
    const own: HeaderList = [
      ...line('Access-Control-Allow-Origin', asked === null ? '*' : allowed),
      ...line('Vary', allowed && 'Origin'),
      ...line('Access-Control-Allow-Credentials', options.credentials && 'true'),
      ...line('Access-Control-Expose-Headers', options.expose?.value.join(',')),
    ];
    if (asked === null || !isPreflight(request) || !answersPreflights) {
      return withHeaders(own, application(request));
    }
    const names =
      options.headers?.value.join(',') ?? get(request.headers, 'access-control-request-headers');
    const lists: HeaderList = [
      ...line('Access-Control-Allow-Methods', options.methods?.value.join(',')),
      ...line('Access-Control-Allow-Headers', names),
      ...line('Vary', names === null ? null : 'Access-Control-Request-Headers'),
      ...line('Access-Control-Max-Age', options.maxAge && String(options.maxAge.value)),
    ];
    return withHeaders([...own, ...lists], { status: 204, headers: [] });
  };
}

function middleware(proposal: Proposal): Snippet {
  const { maxAge, ...others } = proposal.options;
  const { answersPreflights } = ownLayerSettings(proposal);
  return {
    file: 'server/middleware/cors.ts',
    language: 'typescript',
    place: say`Paste into a new file. In Nitro without Nuxt, call it
      ${code('middleware/cors.ts')}.`
      .fr`Collez dans un nouveau fichier. Dans Nitro sans Nuxt, nommez-le
      ${code('middleware/cors.ts')}.`,
    lines: [
      added('export default defineEventHandler((event) => {'),
      added(
        answersPreflights
          ? '  const answered = handleCors(event, {'
          : '  appendCorsHeaders(event, {',
      ),
      ...javascriptOptions({ ...others, maxAge: null }, NAMES, '    '),
      // The option is a string.
      ...(maxAge ? [{ text: `    maxAge: '${maxAge.value}',`, mark: maxAge.mark }] : []),
      added('  });'),
      ...(answersPreflights ? [added('  if (answered) return;')] : []),
      added('});'),
    ],
  };
}
