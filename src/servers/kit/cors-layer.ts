import { get, type HeaderList, has } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import type { CorsOptions, OptionDefaults } from './cors-options.ts';
import type { Application } from './options-stack.ts';
import type { ServerRequest } from './stack.ts';
import { line, withHeaders } from './with-headers.ts';

/** How a CORS layer answers that compares the origin with a list, where its maker describes it. */
export type LayerHabits = {
  /** Of the answer to a preflight. */
  readonly preflightStatus: number;
  /** Whether answers say `Vary: Origin`: all, all where several origins are listed, or none. */
  readonly varies: 'always' | 'for-several' | 'never';
};

/**
 * The model of such a layer: a listed origin gets the headers, any other none of them. It answers
 * preflights by itself, before the application.
 */
export function corsLayer(
  { preflightStatus, varies }: LayerHabits,
  options: CorsOptions,
  defaults: OptionDefaults,
  application: Application,
): Application {
  const origins = options.origins.value;
  const vary: HeaderList =
    varies === 'always' || (varies === 'for-several' && origins.length > 1)
      ? [['Vary', 'Origin']]
      : [];
  return (request) => {
    const origin = get(request.headers, 'origin');
    const allowed = origin !== null && origins.includes(origin);
    const common: HeaderList = [
      ...vary,
      ...line('Access-Control-Allow-Origin', allowed ? origin : null),
      ...line('Access-Control-Allow-Credentials', allowed && options.credentials ? 'true' : null),
    ];
    if (isPreflight(request)) {
      const lists = allowed ? preflightLists(options, defaults, request) : [];
      return withHeaders([...common, ...lists], { status: preflightStatus, headers: [] });
    }
    const expose = allowed ? options.expose?.value.join(', ') : null;
    const own = [...common, ...line('Access-Control-Expose-Headers', expose)];
    return withHeaders(own, application(request));
  };
}

/** Whether a request is a preflight, as every library tells. */
export const isPreflight = ({ method, headers }: ServerRequest): boolean =>
  method === 'OPTIONS' && has(headers, 'access-control-request-method');

function preflightLists(
  options: CorsOptions,
  defaults: OptionDefaults,
  { headers }: ServerRequest,
): HeaderList {
  const listed = (
    option: CorsOptions['methods'],
    usual: readonly string[] | 'any',
    asked: string,
  ): string | null =>
    option?.value.join(', ') ?? (usual === 'any' ? get(headers, asked) : usual.join(', '));
  const maxAge = options.maxAge?.value ?? defaults.maxAge;
  return [
    ...line(
      'Access-Control-Allow-Methods',
      listed(options.methods, defaults.methods, 'access-control-request-method'),
    ),
    ...line(
      'Access-Control-Allow-Headers',
      listed(options.headers, defaults.headers, 'access-control-request-headers'),
    ),
    ...line('Access-Control-Max-Age', maxAge === null ? null : String(maxAge)),
  ];
}

/** For layers that are not known to tell caches that they answer each origin differently. */
export const CACHE_CAUTION: Prose = [
  'Nothing here makes the answers say ',
  code('Vary: Origin'),
  '. A cache between the server and the browsers may hand one origin’s answer to another: let it ',
  'keep them apart by ',
  code('Origin'),
  '.',
];
