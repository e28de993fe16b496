import { get, has } from '../../model/header-list.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';
import { applicationAnswer } from '../kit/application-answer.ts';
import {
  actualHeaders,
  isAllowed,
  isPreflight,
  type LayerSettings,
  layerSettings,
  preflightHeaders,
} from '../kit/cors-layer.ts';
import { block, fixedHeaders } from '../kit/hand-written.ts';
import { javascriptList, javascriptString } from '../kit/literals.ts';
import { headerSignal } from '../kit/marks.ts';
import { optionsStack, type Proposal } from '../kit/options-stack.ts';
import { line, withHeaders } from '../kit/response-headers.ts';
import { added } from '../kit/snippet-lines.ts';
import type { Application, Snippet } from '../kit/stack.ts';

/** A plain Node.js server without a framework: the headers are set by hand. */
export const nodeHttp = optionsStack({
  id: 'node-http',
  label: 'Node.js · node:http',
  kind: 'code',
  docs: 'https://nodejs.org/api/http.html#responsesetheadername-value',
  basis: 'measured',
  // As measured on Node.js 20. Libraries on it send the same unless they change it.
  signals: [
    headerSignal(
      0.25,
      'Keep-Alive',
      /^timeout=5$/,
      (line) => prose`Node.js servers send ${line} by default.`,
    ),
  ],
  snippets: (proposal) => [listener(proposal)],
  notes: () => [
    prose`If the function has other names for its parameters (${code('req')}, ${code('res')}), use
      them in these lines.`,
  ],
  cautions: varyCaution,
  answer: ({ options }, application) => handSetCors(layerSettings(options), application),
});

function listener({ options }: Proposal): Snippet {
  const set = ([name, value]: readonly [name: string, value: string]) =>
    `response.setHeader('${name}', ${javascriptString(value)});`;
  const { allow, expose, lists } = fixedHeaders(options);
  return {
    file: 'server.js',
    language: 'javascript',
    place: prose`Paste at the top of the function given to ${code('createServer(…)')}. Remove every
      other line that sets ${code('Access-Control-…')}.`,
    lines: [
      `const allowedOrigins = ${javascriptList(options.origins.value)};`,
      "const { origin = '' } = request.headers;",
      'const preflight =',
      "  request.method === 'OPTIONS' && 'access-control-request-method' in request.headers;",
      set(['Vary', 'Origin']),
      'if (allowedOrigins.includes(origin)) {',
      "  response.setHeader('Access-Control-Allow-Origin', origin);",
      ...[...allow, ...expose].map((header) => `  ${set(header)}`),
      ...block('  ', 'preflight', lists.map(set)),
      '}',
      'if (preflight) {',
      '  response.writeHead(204).end();',
      '  return;',
      '}',
    ].map(added),
  };
}

/**
 * The server's answer with these lines, given its function below them: a `Vary` that it sets
 * replaces theirs.
 */
export function handSetCors(settings: LayerSettings, application: Application): Application {
  return (request) => {
    const preflight = isPreflight(request);
    const answer = preflight ? { status: 204, headers: [] } : application(request);
    const own = isAllowed(settings, request)
      ? [...actualHeaders(settings, request), ...(preflight ? preflightHeaders(settings) : [])]
      : [];
    const vary = line('Vary', has(answer.headers, 'vary') ? null : 'Origin');
    return withHeaders([...vary, ...own], answer);
  };
}

/** If the application sets `Vary`, it must name the origin too. */
function varyCaution({ requirement, seenServer }: Proposal): readonly Prose[] {
  const vary = get(applicationAnswer(seenServer, requirement).headers, 'vary');
  if (vary === null || vary === '*') return [];
  return [
    prose`Add ${code('Origin')} to the application’s ${shown(`Vary: ${vary}`)}, which replaces the
      line here. Otherwise caches mix up the responses for different sites.`,
  ];
}
