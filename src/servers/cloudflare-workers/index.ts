import { code } from '../../model/prose.ts';
import { corsLayer } from '../kit/cors-layer.ts';
import type { OptionDefaults } from '../kit/cors-options.ts';
import { IS_PREFLIGHT, responseHeaderLines } from '../kit/fetch-handler.ts';
import { added } from '../kit/lines.ts';
import { javascriptList } from '../kit/literals.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet } from '../kit/stack.ts';

const SIGNALS: readonly Signal[] = [
  {
    weight: 0.8,
    seen: (one) => /^https:\/\/[^/]+\.workers\.dev\//.test(one.url),
    evidence: () => ['A host below ', code('workers.dev'), ' is a Cloudflare Worker.'],
  },
  {
    // Every site behind Cloudflare has it, whatever answers behind.
    weight: 0.15,
    seen: (one) => headerOf(one, 'cf-ray') !== '',
    evidence: (one) => [lineOf(one, 'CF-Ray'), ': the answer came through Cloudflare.'],
  },
];

const DEFAULTS: OptionDefaults = { methods: [], headers: [], maxAge: null };

/**
 * A Cloudflare Worker, which answers by its own code.
 * @see https://developers.cloudflare.com/workers/runtime-apis/handlers/fetch/
 */
export const cloudflareWorkers = optionsStack({
  id: 'cloudflare-workers',
  label: 'Cloudflare Workers',
  docs: 'https://developers.cloudflare.com/workers/examples/cors-header-proxy/',
  basis: 'documented',
  signals: SIGNALS,
  defaults: DEFAULTS,
  snippets: (proposal) => [worker(proposal)],
  notes: () => [
    [
      'An answer that throws has no headers: catch errors in ',
      code('handle'),
      ' and return a response for them.',
    ],
  ],
  answer: ({ options }, application) =>
    corsLayer({ preflightStatus: 204, varies: 'always' }, options, DEFAULTS, application),
});

function worker({ options }: Proposal): Snippet {
  return {
    file: 'src/index.js',
    language: 'javascript',
    place: [
      'Instead of ',
      code('export default { fetch }'),
      ': your present ',
      code('fetch'),
      ' becomes the function ',
      code('handle(request, env, ctx)'),
      '.',
    ],
    lines: [
      `const ALLOWED_ORIGINS = ${javascriptList(options.origins.value)};`,
      '',
      'export default {',
      '  async fetch(request, env, ctx) {',
      ...IS_PREFLIGHT.map((text) => `    ${text}`),
      '    const answered = preflight',
      '      ? new Response(null, { status: 204 })',
      '      : await handle(request, env, ctx);',
      '    const response = new Response(answered.body, answered);',
      ...responseHeaderLines(options, '    '),
      '    return response;',
      '  },',
      '};',
    ].map(added),
  };
}
