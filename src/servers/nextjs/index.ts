import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { corsLayer } from '../kit/cors-layer.ts';
import type { OptionDefaults } from '../kit/cors-options.ts';
import { IS_PREFLIGHT, responseHeaderLines } from '../kit/fetch-handler.ts';
import { added } from '../kit/lines.ts';
import { javascriptList, javascriptString } from '../kit/literals.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet } from '../kit/stack.ts';

const SIGNALS: readonly Signal[] = [
  {
    weight: 0.85,
    seen: (one) => headerOf(one, 'x-powered-by') === 'Next.js',
    evidence: (one) => [lineOf(one, 'X-Powered-By'), ' is what Next.js says of itself.'],
  },
  {
    weight: 0.7,
    seen: (one) => /next-router-state-tree/i.test(headerOf(one, 'vary')),
    evidence: (one) => [lineOf(one, 'Vary'), ' names headers that only Next.js has.'],
  },
  {
    weight: 0.7,
    seen: (one) => headerOf(one, 'x-matched-path') !== '' && headerOf(one, 'x-vercel-id') !== '',
    evidence: (one) => [lineOf(one, 'X-Matched-Path'), ' comes from Next.js on Vercel.'],
  },
  {
    weight: 0.3,
    seen: (one) => headerOf(one, 'x-vercel-id') !== '',
    evidence: (one) => [lineOf(one, 'X-Vercel-Id'), ' is of Vercel, where Next.js is at home.'],
  },
];

const DEFAULTS: OptionDefaults = { methods: [], headers: [], maxAge: null };

/**
 * Next.js by its proxy file (middleware before release 16), which runs before every route: it can
 * compare the origin, as `headers()` in `next.config.js` cannot.
 * @see https://nextjs.org/docs/app/api-reference/file-conventions/proxy#cors
 */
export const nextjs = optionsStack({
  id: 'nextjs',
  label: 'Next.js · proxy.ts',
  docs: 'https://nextjs.org/docs/app/api-reference/file-conventions/proxy#cors',
  basis: 'documented',
  signals: SIGNALS,
  defaults: DEFAULTS,
  snippets: (proposal) => [proxy(proposal)],
  notes: () => [
    [
      'Before Next.js 16 the file is ',
      code('middleware.ts'),
      ' and the function ',
      code('middleware'),
      '.',
    ],
    [
      'Take CORS headers out of ',
      code('headers()'),
      ' in ',
      code('next.config.js'),
      ' and out of the route handlers: one place is to answer.',
    ],
    [
      'For a single route the same headers can stand in its ',
      code('route.ts'),
      ', with an exported ',
      code('OPTIONS'),
      ' for the preflight.',
    ],
  ],
  answer: ({ options }, application) =>
    corsLayer({ preflightStatus: 204, varies: 'always' }, options, DEFAULTS, application),
});

function proxy({ requirement, options }: Proposal): Snippet {
  const first =
    /^\/[A-Za-z0-9_-]+(?=\/)/.exec(parseUrl(requirement.url)?.pathname ?? '')?.[0] ?? '';
  return {
    file: 'proxy.ts',
    language: 'typescript',
    place: [
      'A new file beside ',
      code('app'),
      ' or ',
      code('pages'),
      '; where there is one, its function does this first.',
    ],
    lines: [
      "import { type NextRequest, NextResponse } from 'next/server';",
      '',
      `const ALLOWED_ORIGINS = ${javascriptList(options.origins.value)};`,
      '',
      'export function proxy(request: NextRequest) {',
      ...IS_PREFLIGHT.map((text) => `  ${text}`),
      '  const response = preflight',
      '    ? new NextResponse(null, { status: 204 })',
      '    : NextResponse.next();',
      ...responseHeaderLines(options, '  '),
      '  return response;',
      '}',
      '',
      `export const config = { matcher: ${javascriptString(`${first}/:path*`)} };`,
    ].map(added),
  };
}
