import type { CorsOptions } from './cors-options.ts';
import { javascriptString } from './literals.ts';

/**
 * Lines that set the CORS headers on `response`, a `Response` that can still be changed, for the
 * request in `request`. They read `preflight`, and compare with `ALLOWED_ORIGINS`.
 */
export function responseHeaderLines(options: CorsOptions, indent: string): readonly string[] {
  const set = (name: string, value: string) =>
    `response.headers.set('${name}', ${javascriptString(value)});`;
  const preflight = [
    ...(options.methods
      ? [set('Access-Control-Allow-Methods', options.methods.value.join(', '))]
      : []),
    ...(options.headers
      ? [set('Access-Control-Allow-Headers', options.headers.value.join(', '))]
      : []),
    ...(options.maxAge ? [set('Access-Control-Max-Age', String(options.maxAge.value))] : []),
  ];
  return [
    "response.headers.append('Vary', 'Origin');",
    "const origin = request.headers.get('Origin') ?? '';",
    'if (ALLOWED_ORIGINS.includes(origin)) {',
    "  response.headers.set('Access-Control-Allow-Origin', origin);",
    ...(options.credentials ? [`  ${set('Access-Control-Allow-Credentials', 'true')}`] : []),
    ...(options.expose
      ? [`  ${set('Access-Control-Expose-Headers', options.expose.value.join(', '))}`]
      : []),
    ...(preflight.length > 0
      ? ['  if (preflight) {', ...preflight.map((text) => `    ${text}`), '  }']
      : []),
    '}',
  ].map((text) => `${indent}${text}`);
}

/** Whether the request in `request` is a preflight, as an expression. */
export const IS_PREFLIGHT: readonly string[] = [
  'const preflight =',
  "  request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method');",
];
