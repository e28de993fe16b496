import { code, type Prose, type Span } from '../../model/prose.ts';
import { codeList } from '../../model/say.ts';
import { type OwnLayerSettings, ownLayerSettings, preflightHeaders } from './cors-layer.ts';
import { javascriptString } from './literals.ts';
import type { Proposal } from './options-stack.ts';
import { line } from './response-headers.ts';

/**
 * The body of a function for `request`, a fetch `Request`: it reads `allowedOrigins`, and returns
 * `response`, a mutable `Response`. `respond` writes the statements that declare it, from the
 * expression for an empty answer, if the lines answer preflights themselves.
 */
export function fetchBody(
  proposal: Proposal,
  respond: (emptyIf: string | null) => readonly string[],
): readonly string[] {
  const set = (name: string, value: string) =>
    `response.headers.set('${name}', ${javascriptString(value)});`;
  const { answersPreflights, all, lists } = fixedHeaders(proposal);
  const isAllowed = 'allowedOrigins.includes(origin)';
  return [
    "const origin = request.headers.get('Origin') ?? '';",
    ...(answersPreflights
      ? [
          `const allowed = ${isAllowed};`,
          'const preflight =',
          '  allowed &&',
          "  request.method === 'OPTIONS' &&",
          "  request.headers.has('Access-Control-Request-Method');",
        ]
      : []),
    ...respond(answersPreflights ? 'preflight' : null),
    "response.headers.append('Vary', 'Origin');",
    `if (${answersPreflights ? 'allowed' : isAllowed}) {`,
    "  response.headers.set('Access-Control-Allow-Origin', origin);",
    ...all.map((header) => `  ${set(...header)}`),
    '}',
    ...block(
      '',
      'preflight',
      lists.map((header) => set(...header)),
    ),
    'return response;',
  ];
}

/** The headers that are the same for each allowed origin, if any. */
export function fixedHeaders(proposal: Proposal) {
  const { options } = proposal;
  const settings = ownLayerSettings(proposal);
  return {
    answersPreflights: settings.answersPreflights,
    all: [
      ...line('Access-Control-Allow-Credentials', options.credentials && 'true'),
      ...line('Access-Control-Expose-Headers', options.expose?.value.join(', ')),
    ],
    /** Only on preflights. */
    lists: listsOf(settings),
  };
}

const listsOf = (settings: OwnLayerSettings) =>
  settings.answersPreflights ? preflightHeaders(settings) : [];

/**
 * The headers that nothing else may set beside these lines. What answers preflights now must keep
 * the others, if these lines do not answer them.
 */
export function ownHeaders(proposal: Proposal): Span | Prose {
  const { answersPreflights, all } = fixedHeaders(proposal);
  if (answersPreflights) return code('Access-Control-…');
  const names = ['Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials'];
  return codeList([...new Set([...names, ...all.map(([name]) => name)])], 'or');
}

/** Indented statements under a condition; nothing if there are none. */
export const block = (
  indent: string,
  condition: string,
  statements: readonly string[],
): readonly string[] =>
  statements.length === 0
    ? []
    : [
        `${indent}if (${condition}) {`,
        ...statements.map((text) => `${indent}  ${text}`),
        `${indent}}`,
      ];
