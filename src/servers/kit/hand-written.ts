import type { HeaderList } from '../../model/header-list.ts';
import { layerSettings, preflightHeaders } from './cors-layer.ts';
import type { CorsOptions } from './cors-options.ts';
import { javascriptString } from './literals.ts';
import { line } from './response-headers.ts';

/** An expression: whether `request`, a fetch `Request`, is a preflight. */
export const IS_PREFLIGHT: readonly string[] = [
  'const preflight =',
  "  request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method');",
];

/**
 * Lines that set the CORS headers on `response`, a mutable `Response`, for the request in
 * `request`. They read `preflight` and `ALLOWED_ORIGINS`.
 */
export function responseHeaderLines(options: CorsOptions, indent: string): readonly string[] {
  const set = (name: string, value: string) =>
    `response.headers.set('${name}', ${javascriptString(value)});`;
  return [
    "response.headers.append('Vary', 'Origin');",
    "const origin = request.headers.get('Origin') ?? '';",
    'if (ALLOWED_ORIGINS.includes(origin)) {',
    "  response.headers.set('Access-Control-Allow-Origin', origin);",
    ...allowedStatements(options, set, '  ', 'preflight'),
    '}',
  ].map((text) => `${indent}${text}`);
}

/** The other headers for an allowed origin. The variable `preflight` selects them. */
export function allowedStatements(
  options: CorsOptions,
  set: (name: string, value: string) => string,
  indent: string,
  preflight: string,
): readonly string[] {
  const { allow, expose, lists } = fixedHeaders(options);
  const all = (headers: HeaderList) => headers.map(([name, value]) => set(name, value));
  return [
    ...all(allow).map((text) => `${indent}${text}`),
    ...block(indent, preflight, all(lists)),
    ...block(indent, `!${preflight}`, all(expose)),
  ];
}

/** The headers that are the same for each allowed origin, if any. */
export function fixedHeaders(options: CorsOptions) {
  return {
    allow: line('Access-Control-Allow-Credentials', options.credentials && 'true'),
    expose: line('Access-Control-Expose-Headers', options.expose?.value.join(', ')),
    /** Only on preflights. */
    lists: preflightHeaders(layerSettings(options)),
  };
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
        ...statements.map((text) => `${indent}${indent}${text}`),
        `${indent}}`,
      ];
