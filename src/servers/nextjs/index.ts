import { parseUrl } from '../../model/origin.ts';
import { code, prose } from '../../model/prose.ts';
import { corsLayer } from '../kit/cors-layer.ts';
import { IS_PREFLIGHT, responseHeaderLines } from '../kit/hand-written.ts';
import { javascriptList, javascriptString } from '../kit/literals.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { added } from '../kit/snippet-lines.ts';
import type { Snippet } from '../kit/stack.ts';
import { SIGNALS } from './marks.ts';

/**
 * Next.js with its proxy file (middleware before release 16), which runs before every route. It can
 * compare the origin; `headers()` in `next.config.js` cannot.
 * @see https://nextjs.org/docs/app/api-reference/file-conventions/proxy#cors
 */
export const nextjs = optionsStack({
  id: 'nextjs',
  label: 'Next.js · proxy.ts',
  kind: 'code',
  docs: 'https://nextjs.org/docs/app/api-reference/file-conventions/proxy#cors',
  basis: 'documented',
  signals: SIGNALS,
  snippets: (proposal) => [proxy(proposal)],
  notes: () => [
    prose`Remove CORS headers from ${code('headers()')} in ${code('next.config.js')} and from the
      route handlers: only one place must set them.`,
    prose`Before Next.js 16, call the file ${code('middleware.ts')} and the function
      ${code('middleware')}.`,
    prose`For a single route, you can set the same headers in its ${code('route.ts')}. Export
      ${code('OPTIONS')} there for the preflight.`,
  ],
  answer: corsLayer({ preflightStatus: 204, varies: 'always' }),
});

function proxy({ requirement, options }: Proposal): Snippet {
  const first =
    /^\/[A-Za-z0-9_-]+(?=\/)/.exec(parseUrl(requirement.url)?.pathname ?? '')?.[0] ?? '';
  return {
    file: 'proxy.ts',
    language: 'typescript',
    place: prose`Paste into a new file beside ${code('app')} or ${code('pages')}. If the file is
      there already, put these lines first in its function.`,
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
