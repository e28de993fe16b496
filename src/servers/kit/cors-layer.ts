import { get, type HeaderList, has } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { type CorsOptions, NO_DEFAULTS, type OptionDefaults } from './cors-options.ts';
import type { Proposal } from './options-stack.ts';
import { line, withHeaders } from './response-headers.ts';
import type { Application, ServerRequest } from './stack.ts';

/** CORS as a layer in front of an application: headers for the listed origins, fixed lists. */
export type LayerSettings = {
  readonly origins: readonly string[];
  readonly credentials: boolean;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly expose: readonly string[];
  /** Seconds; null for no `Access-Control-Max-Age`. */
  readonly maxAge: number | null;
};

/** The options as such settings. An omitted list is empty. */
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

/** The settings of lines that may leave preflights to what is behind them. */
export type OwnLayerSettings = LayerSettings & { readonly answersPreflights: boolean };

/**
 * The options as such settings. Without a preflight to fix and without lists that were seen, what
 * answers preflights now still does: an answer without lists would refuse what it allows.
 */
export function ownLayerSettings({
  requirement,
  options,
}: Pick<Proposal, 'requirement' | 'options'>): OwnLayerSettings {
  const lists = options.methods !== null || options.headers !== null;
  return { ...layerSettings(options), answersPreflights: requirement.preflight || lists };
}

/** Whether the request is a preflight that such lines answer: they do for listed origins. */
export const isOwnPreflight = (settings: OwnLayerSettings, request: ServerRequest): boolean =>
  settings.answersPreflights && isPreflight(request) && isAllowed(settings, request);

/** The model of such lines, for headers that are set once: its own replace the application's. */
export function ownLayer(settings: OwnLayerSettings, application: Application): Application {
  return (request) => {
    const own = isOwnPreflight(settings, request);
    const answer = own ? { status: 204, headers: [] } : application(request);
    const headers = [
      ...(isAllowed(settings, request) ? actualHeaders(settings, request) : []),
      ...(own ? preflightHeaders(settings) : []),
    ];
    return withHeaders([...headers, ['Vary', 'Origin']], answer);
  };
}

/** Whether the settings list the request's origin. */
export function isAllowed({ origins }: LayerSettings, request: ServerRequest): boolean {
  return origins.includes(get(request.headers, 'origin') ?? '');
}

/** Whether a request is a preflight, by the rule that every server uses. */
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

/** The additional headers of an allowed preflight. */
export function preflightHeaders({ methods, headers, maxAge }: LayerSettings): HeaderList {
  return [
    ...line('Access-Control-Allow-Methods', methods.join(', ')),
    ...line('Access-Control-Allow-Headers', headers.join(', ')),
    ...line('Access-Control-Max-Age', maxAge === null ? null : String(maxAge)),
  ];
}

/** How such a layer answers, according to its documentation. */
export type LayerHabits = {
  /** The status of the preflight's answer, which the layer sends before the application runs. */
  readonly preflightStatus: number;
  /** Which answers have `Vary: Origin`: all, all if several origins are listed, or none. */
  readonly varies: 'always' | 'for-several' | 'never';
};

/** The model of such a layer: a listed origin gets the headers, any other gets none. */
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

/** The list, or else the layer's default. */
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

/** For layers that may not send `Vary: Origin`. */
export const CACHE_CAUTION: Prose = say`Make every cache in front of the server keep one copy per
  ${code('Origin')}. These settings do not add ${code('Vary: Origin')}, so a cache may give one
  origin’s response to another.`.fr`Faites que chaque cache placé devant le serveur garde une copie
  par ${code('Origin')}. Ces réglages n’ajoutent pas ${code('Vary: Origin')}, donc un cache peut
  donner à une origine la réponse d’une autre.`;
