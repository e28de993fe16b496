import { get, type HeaderList, has } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';
import { applicationAnswer } from '../kit/application.ts';
import type { OptionDefaults } from '../kit/cors-options.ts';
import { preflightFields } from '../kit/fetch-handler.ts';
import {
  actualHeaders,
  isAllowed,
  isPreflight,
  type LayerSettings,
  layerSettings,
  preflightHeaders,
  replaced,
} from '../kit/header-layer.ts';
import { added } from '../kit/lines.ts';
import { javascriptList, javascriptString } from '../kit/literals.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';
import { type Application, optionsStack, type Proposal } from '../kit/options-stack.ts';
import type { Snippet } from '../kit/stack.ts';

/** As measured on Node.js 20; every library on it that changes nothing says the same. */
const SIGNALS: readonly Signal[] = [
  {
    weight: 0.25,
    seen: (one) => headerOf(one, 'keep-alive') === 'timeout=5',
    evidence: (one) => [lineOf(one, 'Keep-Alive'), ' is the default of a server in Node.js.'],
  },
];

const DEFAULTS: OptionDefaults = { methods: [], headers: [], maxAge: null };

/** A server of Node.js itself, without a framework: the headers set by hand. */
export const nodeHttp = optionsStack({
  id: 'node-http',
  label: 'Node.js · node:http',
  docs: 'https://nodejs.org/api/http.html#responsesetheadername-value',
  basis: 'measured',
  signals: SIGNALS,
  defaults: DEFAULTS,
  snippets: (proposal) => [listener(proposal)],
  notes: () => [
    [
      'If the function calls its parameters otherwise (',
      code('req'),
      ', ',
      code('res'),
      '), rename them here.',
    ],
    ['Restart the server.'],
  ],
  cautions: varyCaution,
  answer: ({ options }, application) => handSetCors(layerSettings(options), application),
});

function listener({ options }: Proposal): Snippet {
  const set = (name: string, value: string) => `response.setHeader('${name}', ${value});`;
  const preflight = preflightFields(options).map(([name, value]) =>
    set(name, javascriptString(value)),
  );
  const expose = options.expose?.value.join(', ');
  return {
    file: 'server.js',
    language: 'javascript',
    place: [
      'First of all in the function given to ',
      code('createServer(…)'),
      ', instead of each line that sets ',
      code('Access-Control-…'),
      '.',
    ],
    lines: [
      `const allowedOrigins = ${javascriptList(options.origins.value)};`,
      "const { origin = '' } = request.headers;",
      'const preflight =',
      "  request.method === 'OPTIONS' && 'access-control-request-method' in request.headers;",
      set('Vary', "'Origin'"),
      'if (allowedOrigins.includes(origin)) {',
      `  ${set('Access-Control-Allow-Origin', 'origin')}`,
      ...(options.credentials ? [`  ${set('Access-Control-Allow-Credentials', "'true'")}`] : []),
      ...(expose ? [`  ${set('Access-Control-Expose-Headers', javascriptString(expose))}`] : []),
      ...whenPreflight(preflight),
      '}',
      'if (preflight) {',
      '  response.writeHead(204).end();',
      '  return;',
      '}',
    ].map(added),
  };
}

const whenPreflight = (statements: readonly string[]): readonly string[] =>
  statements.length === 0
    ? []
    : ['  if (preflight) {', ...statements.map((text) => `    ${text}`), '  }'];

/**
 * What these lines make the server answer, given what its function does below them: a `Vary` that
 * it sets itself takes the place of theirs.
 */
export function handSetCors(settings: LayerSettings, application: Application): Application {
  return (request) => {
    const preflight = isPreflight(request);
    const answer = preflight ? { status: 204, headers: [] } : application(request);
    const own = isAllowed(settings, request)
      ? [...actualHeaders(settings, request), ...(preflight ? preflightHeaders(settings) : [])]
      : [];
    const vary: HeaderList = has(answer.headers, 'vary') ? [] : [['Vary', 'Origin']];
    return replaced(answer, [...vary, ...own]);
  };
}

/** Where the application varies its answer itself, it has to name the origin too. */
function varyCaution({ requirement, observation }: Proposal): readonly Prose[] {
  const vary = get(applicationAnswer(observation, { ...requirement, headers: [] }).headers, 'vary');
  if (vary === null || vary === '*') return [];
  return [
    [
      'The application sets ',
      shown(`Vary: ${vary}`),
      ' itself, in place of the line here: add ',
      code('Origin'),
      ' to it, or caches mix up the answers for different sites.',
    ],
  ];
}
