import type { HeaderList } from '../../model/header-list.ts';
import type { CorsOptions } from './cors-options.ts';
import { javascriptString } from './literals.ts';
import { line } from './with-headers.ts';

/**
 * Lines that set the CORS headers on `response`, a `Response` that can still be changed, for the
 * request in `request`. They read `preflight`, and compare with `ALLOWED_ORIGINS`.
 */
export function responseHeaderLines(options: CorsOptions, indent: string): readonly string[] {
  const set = (name: string, value: string) =>
    `response.headers.set('${name}', ${javascriptString(value)});`;
  const preflight = preflightFields(options).map(([name, value]) => set(name, value));
  const actual = options.expose
    ? [set('Access-Control-Expose-Headers', options.expose.value.join(', '))]
    : [];
  return [
    "response.headers.append('Vary', 'Origin');",
    "const origin = request.headers.get('Origin') ?? '';",
    'if (ALLOWED_ORIGINS.includes(origin)) {',
    "  response.headers.set('Access-Control-Allow-Origin', origin);",
    ...(options.credentials ? [`  ${set('Access-Control-Allow-Credentials', 'true')}`] : []),
    ...block('preflight', preflight),
    ...block('!preflight', actual),
    '}',
  ].map((text) => `${indent}${text}`);
}

/** The headers that only a preflight needs, as far as there is something to list. */
export function preflightFields({ methods, headers, maxAge }: CorsOptions): HeaderList {
  return [
    ...line('Access-Control-Allow-Methods', methods?.value.join(', ')),
    ...line('Access-Control-Allow-Headers', headers?.value.join(', ')),
    ...line('Access-Control-Max-Age', maxAge ? String(maxAge.value) : null),
  ];
}

/** Statements under a condition, one level down; nothing where there are none. */
const block = (condition: string, statements: readonly string[]): readonly string[] =>
  statements.length === 0
    ? []
    : [`  if (${condition}) {`, ...statements.map((text) => `    ${text}`), '  }'];

/** Whether the request in `request` is a preflight, as an expression. */
export const IS_PREFLIGHT: readonly string[] = [
  'const preflight =',
  "  request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method');",
];
