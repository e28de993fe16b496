import { get, type HeaderList, has } from '../../model/header-list.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
import { type CorsOptions, NO_DEFAULTS, type OptionDefaults } from './cors-options.ts';
import type { Proposal } from './options-stack.ts';
import { line, withHeaders } from './response-headers.ts';
import type { Application, ServerRequest } from './stack.ts';

/** CORS as a layer before an application sets it: headers for the listed origins, fixed lists. */
export type LayerSettings = {
  readonly origins: readonly string[];
  readonly credentials: boolean;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly expose: readonly string[];
  /** Seconds; null for no `Access-Control-Max-Age`. */
  readonly maxAge: number | null;
};

/** The options as such settings. A list that is left out is empty. */
export function layerSettings(options: CorsOptions): LayerSettings {
  return {
    origins: options.origins.value,
    credentials: options.credentials !== null,
    methods: options.methods?.value ?? [],
    headers: options.headers?.value ?? [],
    expose: options.expose?.value ?? [],
    maxAge: options.maxAge?.value ?? null,
  };
}

/** Whether the request's origin is one of those in the settings. */
export function isAllowed({ origins }: LayerSettings, request: ServerRequest): boolean {
  return origins.includes(get(request.headers, 'origin') ?? '');
}

/** Whether a request is a preflight, as every server decides it. */
export const isPreflight = ({ method, headers }: ServerRequest): boolean =>
  method === 'OPTIONS' && has(headers, 'access-control-request-method');

/** The headers of every answer to an allowed origin. */
export function actualHeaders(settings: LayerSettings, request: ServerRequest): HeaderList {
  return [
    ['Access-Control-Allow-Origin', get(request.headers, 'origin') ?? ''],
    ...line('Access-Control-Allow-Credentials', settings.credentials ? 'true' : null),
    ...line('Access-Control-Expose-Headers', settings.expose.join(', ')),
  ];
}

/** The headers of an allowed preflight beside those. */
export function preflightHeaders({ methods, headers, maxAge }: LayerSettings): HeaderList {
  return [
    ...line('Access-Control-Allow-Methods', methods.join(', ')),
    ...line('Access-Control-Allow-Headers', headers.join(', ')),
    ...line('Access-Control-Max-Age', maxAge === null ? null : String(maxAge)),
  ];
}

/** How such a layer answers, as its maker describes it. */
export type LayerHabits = {
  /** Of the answer to a preflight, which the layer gives before the application. */
  readonly preflightStatus: number;
  /** Whether answers say `Vary: Origin`: all, all where several origins are listed, or none. */
  readonly varies: 'always' | 'for-several' | 'never';
};

/** The model of such a layer: a listed origin gets the headers, any other none of them. */
export function corsLayer(
  { preflightStatus, varies }: LayerHabits,
  defaults: OptionDefaults = NO_DEFAULTS,
): (proposal: Pick<Proposal, 'options'>, application: Application) => Application {
  return ({ options }, application) => {
    const settings = layerSettings(options);
    const several = settings.origins.length > 1;
    const vary = line(
      'Vary',
      varies === 'always' || (several && varies !== 'never') ? 'Origin' : '',
    );
    return (request) => {
      const preflight = isPreflight(request);
      const answer = preflight ? { status: preflightStatus, headers: [] } : application(request);
      if (!isAllowed(settings, request)) return withHeaders(vary, answer);
      const own = preflight
        ? [
            ...actualHeaders({ ...settings, expose: [] }, request),
            ...preflightHeaders({ ...settings, ...preflightLists(options, defaults, request) }),
          ]
        : actualHeaders(settings, request);
      return withHeaders([...vary, ...own], answer);
    };
  };
}

/** What is listed, else the layer's default. */
function preflightLists(
  { methods, headers, maxAge }: CorsOptions,
  defaults: OptionDefaults,
  request: ServerRequest,
): Pick<LayerSettings, 'methods' | 'headers' | 'maxAge'> {
  const usual = (list: readonly string[] | 'any', asked: string): readonly string[] =>
    list === 'any' ? [get(request.headers, asked) ?? ''] : list;
  return {
    methods: methods?.value ?? usual(defaults.methods, 'access-control-request-method'),
    headers: headers?.value ?? usual(defaults.headers, 'access-control-request-headers'),
    maxAge: maxAge?.value ?? defaults.maxAge,
  };
}

/** For layers that may not tell caches that they answer each origin differently. */
export const CACHE_CAUTION: Prose = prose`Make every cache in front of the server keep one copy per
  ${code('Origin')}. These settings do not add ${code('Vary: Origin')}, so a cache may give one
  origin’s response to another.`;
