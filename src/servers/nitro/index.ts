import { get, type HeaderList } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { isPreflight } from '../kit/cors-layer.ts';
import type { CorsOptions, OptionNames } from '../kit/cors-options.ts';
import { javascriptOptions } from '../kit/javascript-options.ts';
import { added } from '../kit/lines.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { type Application, optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet } from '../kit/stack.ts';
import { line, withHeaders } from '../kit/with-headers.ts';

const SIGNALS: readonly Signal[] = [
  {
    weight: 0.85,
    seen: (one) => headerOf(one, 'x-powered-by') === 'Nuxt',
    evidence: (one) => [lineOf(one, 'X-Powered-By'), ' is what Nuxt says of itself.'],
  },
  {
    weight: 0.85,
    seen: (one) => headerOf(one, 'x-powered-by') === 'Nitro',
    evidence: (one) => [lineOf(one, 'X-Powered-By'), ' is what Nitro says of itself.'],
  },
];

/** Nuxt and Nitro by a middleware with h3's `handleCors`; a route rule cannot compare origins. */
export const nitro = optionsStack({
  id: 'nitro',
  label: 'Nuxt and Nitro · handleCors',
  docs: 'https://v1.h3.dev/utils/security#handlecorsevent-options',
  basis: 'documented',
  signals: SIGNALS,
  defaults: { methods: [], headers: 'any', maxAge: null },
  snippets: (proposal) => [middleware(proposal)],
  notes: () => [
    [
      'In Nitro 3 return what ',
      code('handleCors'),
      ' gives, where that is not ',
      code('false'),
      ', instead of nothing.',
    ],
    [
      'Take ',
      code('cors: true'),
      ' out of ',
      code('routeRules'),
      ': it answers every origin with a star.',
    ],
  ],
  answer: ({ options }, application) => handleCors(options, application),
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
 * h3's `handleCors` with a list of origins: other answers than those to a listed origin have no
 * `Vary`, and one without an origin gets the star.
 *
 * Read from h3 1.x, `src/utils/cors`.
 */
function handleCors(options: CorsOptions, application: Application): Application {
  return (request) => {
    const asked = get(request.headers, 'origin');
    const allowed = asked !== null && options.origins.value.includes(asked) ? asked : null;
    const own: HeaderList = [
      ...line('Access-Control-Allow-Origin', asked === null ? '*' : allowed),
      ...(allowed === null ? [] : ([['Vary', 'Origin']] as const)),
      ...line('Access-Control-Allow-Credentials', options.credentials ? 'true' : null),
      ...line('Access-Control-Expose-Headers', options.expose?.value.join(',')),
    ];
    if (asked === null || !isPreflight(request)) return withHeaders(own, application(request));
    const names =
      options.headers?.value.join(',') ?? get(request.headers, 'access-control-request-headers');
    const lists: HeaderList = [
      ...line('Access-Control-Allow-Methods', options.methods?.value.join(',')),
      ...line('Access-Control-Allow-Headers', names),
      ...(names === null ? [] : ([['Vary', 'Access-Control-Request-Headers']] as const)),
      ...line('Access-Control-Max-Age', options.maxAge ? String(options.maxAge.value) : null),
    ];
    return withHeaders([...own, ...lists], { status: 204, headers: [] });
  };
}

function middleware({ options }: Proposal): Snippet {
  const { maxAge, ...others } = options;
  return {
    file: 'server/middleware/cors.ts',
    language: 'typescript',
    place: ['A new file; in Nitro without Nuxt it is ', code('middleware/cors.ts'), '.'],
    lines: [
      added('export default defineEventHandler((event) => {'),
      added('  const answered = handleCors(event, {'),
      ...javascriptOptions({ ...others, maxAge: null }, NAMES, '    '),
      // The option is a text.
      ...(maxAge ? [{ text: `    maxAge: '${maxAge.value}',`, mark: maxAge.mark }] : []),
      added('  });'),
      added('  if (answered) return;'),
      added('});'),
    ],
  };
}
