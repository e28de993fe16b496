import { get, type HeaderList, has, listElements } from '../../model/header-list.ts';
import type { CorsOptions } from './cors-options.ts';
import type { ServerAnswer, ServerRequest } from './stack.ts';

/** CORS as a web server's own configuration can set it: headers for some origins, lists fixed. */
export type LayerSettings = {
  readonly origins: readonly string[];
  readonly credentials: boolean;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly expose: readonly string[];
  /** Seconds; null for no `Access-Control-Max-Age`. */
  readonly maxAge: number | null;
};

/** The options as such settings. */
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

/** Whether the request is one of the settings' origins. */
export function isAllowed({ origins }: LayerSettings, request: ServerRequest): boolean {
  return origins.includes(get(request.headers, 'origin') ?? '');
}

export function isPreflight(request: ServerRequest): boolean {
  const asked = get(request.headers, 'access-control-request-method');
  return request.method === 'OPTIONS' && asked !== null && asked !== '';
}

/** What every answer to an allowed origin carries. */
export function actualHeaders(settings: LayerSettings, request: ServerRequest): HeaderList {
  return [
    ['Access-Control-Allow-Origin', get(request.headers, 'origin') ?? ''],
    ...(settings.credentials ? [['Access-Control-Allow-Credentials', 'true'] as const] : []),
    ...list('Access-Control-Expose-Headers', settings.expose),
  ];
}

/** What an allowed preflight carries besides. */
export function preflightHeaders(settings: LayerSettings): HeaderList {
  return [
    ...list('Access-Control-Allow-Methods', settings.methods),
    ...list('Access-Control-Allow-Headers', settings.headers),
    ...list('Access-Control-Max-Age', settings.maxAge === null ? [] : [String(settings.maxAge)]),
  ];
}

const list = (name: string, values: readonly string[]): HeaderList =>
  values.length === 0 ? [] : [[name, values.join(', ')]];

/** The answer with these headers in place of its own of the same names. */
export function replaced(answer: ServerAnswer, headers: HeaderList): ServerAnswer {
  const kept = answer.headers.filter(([name]) => !has(headers, name));
  return { ...answer, headers: [...kept, ...headers] };
}

/** The answer with these names in its `Vary`, unless they are there. */
export function varied(
  answer: ServerAnswer,
  names: readonly string[],
  separator: string,
): ServerAnswer {
  const present = listElements(get(answer.headers, 'vary') ?? '');
  const missing = names.filter((name) => !present.includes(name));
  if (missing.length === 0) return answer;
  return { ...answer, headers: [...answer.headers, ['Vary', missing.join(separator)]] };
}
