import { get, type HeaderList } from '../../../model/header-list.ts';
import { pathOf } from '../../../model/url.ts';
import type { Call } from '../../../settings/call.ts';
import type { Span } from '../../../settings/file.ts';
import type { JavascriptReading } from '../../../settings/javascript/read-javascript.ts';
import { booleanAt, type Native, stringAt, undefinedAt } from '../../../settings/javascript/run.ts';
import { truthOf } from '../../../settings/javascript/truth.ts';
import { places } from '../../../settings/places.ts';
import type { ListValue, Value } from '../../../settings/value.ts';
import { npmCors } from '../../kit/npm-cors/model.ts';
import { withHeaders } from '../../kit/response-headers.ts';
import type { ServerAnswer, ServerRequest } from '../../kit/stack.ts';
import { type CorsCall, optionsAt } from './cors-call.ts';

/** One thing that a request passes on its way, in the order of the program. */
export type Layer = {
  readonly call: Call;
  /** Null: any path. */
  readonly path: Value | null;
  /** Null: any method, and paths that only begin so. */
  readonly method: string | null;
  readonly does:
    | { readonly kind: 'cors'; readonly cors: CorsCall }
    | { readonly kind: 'function'; readonly code: Value }
    | { readonly kind: 'router'; readonly layers: readonly Layer[] }
    | { readonly kind: 'route' };
};

const VERBS = /^(?:get|post|put|patch|delete|all|options|head)$/;

/** Names of methods whose calls make layers. */
export const isLayerCall = (name: string): boolean => name === 'use' || VERBS.test(name);

/** Routers in routers that people write are not deeper. */
const MOST_ROUTERS = 50;

/** What is added to a value, by the place where that was made. */
export type Wiring = {
  readonly layersOf: (app: Value) => readonly Layer[];
  readonly corsOf: (value: Value) => CorsCall | null;
};

/** Follows the calls of a program to what they add to its application and its routers, in order. */
export function wiringOf(calls: readonly Call[], corsCalls: readonly CorsCall[]): Wiring {
  const added = places<Call[]>();
  for (const call of calls) {
    const { receiver, ran, name } = call;
    if (!ran || receiver?.kind !== 'object' || !isLayerCall(name)) continue;
    const before = added.get(receiver.at);
    if (before === undefined) added.set(receiver.at, [call]);
    else before.push(call);
  }
  const made = places<CorsCall>();
  for (const one of corsCalls) made.set(one.value.at, one);
  const known = places<readonly Layer[]>();
  let depth = 0;
  const wiring: Wiring = {
    corsOf: ({ kind, at }) => {
      const own = made.get(at);
      return own?.value.kind === kind ? own : null;
    },
    layersOf: ({ at }) => {
      const own = known.get(at);
      if (own !== undefined) return own;
      if (depth >= MOST_ROUTERS) return [];
      // A router that is added to itself by a detour has nothing new the second time.
      known.set(at, []);
      depth += 1;
      const layers = (added.get(at) ?? []).flatMap((call) => layersIn(call, wiring));
      depth -= 1;
      known.set(at, layers);
      return layers;
    },
  };
  return wiring;
}

function layersIn(call: Call, wiring: Wiring): readonly Layer[] {
  const { name } = call;
  const values = call.given.map(({ value }) => value);
  const [first, ...rest] = values;
  const isPath = first?.kind === 'string' || first?.kind === 'pattern' || isPathList(first);
  if (name !== 'use' && !isPath) return [];
  const path = isPath && first !== undefined ? first : null;
  const method = name === 'use' ? null : name === 'all' ? '*' : name.toUpperCase();
  const handlers = (isPath ? rest : values).flatMap((one) =>
    one.kind === 'list' ? one.items : [one],
  );
  const made = handlers.flatMap((one): readonly Layer[] => {
    const does = doesOf(one, wiring);
    return does === null ? [] : [{ call, path, method, does }];
  });
  const isRoute = method !== null && !handlers.every((one) => wiring.corsOf(one) !== null);
  return isRoute ? [...made, { call, path, method, does: { kind: 'route' } }] : made;
}

const isPathList = (value: Value | undefined): boolean =>
  value?.kind === 'list' &&
  value.items.length > 0 &&
  value.items.every(({ kind }) => kind === 'string');

function doesOf(value: Value, wiring: Wiring): Layer['does'] | null {
  const cors = wiring.corsOf(value);
  if (cors !== null) return { kind: 'cors', cors };
  if (value.kind === 'function') return { kind: 'function', code: value };
  if (value.kind !== 'object' || !/(?:^|\.)(?:Router|express)$/.test(value.path)) return null;
  return { kind: 'router', layers: wiring.layersOf(value) };
}

/** What happened to a request on its way. */
export type Trace = {
  readonly answer: ServerAnswer;
  /** The calls of cors that it passed. */
  readonly cors: readonly CorsCall[];
  /** The code of the program itself that set a header, by its name in lower case; the last one counts. */
  readonly setters: ReadonlyMap<string, Setter>;
  /** The lists that code of the program itself searched. */
  readonly searched: readonly ListValue[];
  /** The route that answered; null if none did. */
  readonly route: Call | null;
};

/** Where code of the program’s own sets a header. */
export type Setter = {
  readonly at: Span;
  readonly value: Value | undefined;
  readonly layer: Layer;
  /** After the package had set the same header. */
  readonly isOver: boolean;
};

/** What the rest of the application answers. */
type Inner = (request: ServerRequest) => ServerAnswer;

/** Sends a request through the layers. */
export function traced(
  layers: readonly Layer[],
  invoke: JavascriptReading['invoke'],
  request: ServerRequest,
  inner: Inner,
): Trace {
  const way: Way = {
    headers: [],
    cors: [],
    setters: new Map(),
    searched: [],
    route: null,
    left: MOST_LAYERS,
  };
  const ended = pass(layers, invoke, request, pathOf(request.url), way);
  const answer = ended ?? inner(request);
  const own = answer.status === OWN_ERROR ? { ...inner(request), status: 500 } : answer;
  return { ...way, answer: withHeaders(way.headers, own) };
}

type Way = {
  headers: HeaderList;
  readonly cors: CorsCall[];
  readonly setters: Map<string, Setter>;
  readonly searched: ListValue[];
  route: Call | null;
  /** Layers that may still be passed: routers in routers in routers have no end. */
  left: number;
};

const MOST_LAYERS = 20_000;
const OWN_ERROR = 0;

/** What ended the request; null if it went on to the end. */
function pass(
  layers: readonly Layer[],
  invoke: JavascriptReading['invoke'],
  request: ServerRequest,
  path: string,
  way: Way,
): ServerAnswer | null {
  for (const layer of layers) {
    way.left -= 1;
    if (way.left < 0) return null;
    if (layer.method !== null && layer.method !== '*' && layer.method !== request.method) continue;
    const rest = restOf(layer, path);
    if (rest === null) continue;
    const { does } = layer;
    if (does.kind === 'route') {
      way.route = layer.call;
      return null;
    }
    const ended =
      does.kind === 'router'
        ? pass(does.layers, invoke, request, rest, way)
        : does.kind === 'cors'
          ? passCors(does.cors, invoke, request, way)
          : passFunction(layer, does.code, invoke, request, way);
    if (ended !== null || way.route !== null) return ended;
  }
  return null;
}

function passCors(
  cors: CorsCall,
  invoke: JavascriptReading['invoke'],
  request: ServerRequest,
  way: Way,
): ServerAnswer | null {
  way.cors.push(cors);
  const options = optionsAt(cors, get(request.headers, 'origin'), invoke);
  if (options === 'error') return { status: OWN_ERROR, headers: [] };
  const { headers, status } = npmCors(options, () => ({ status: PASSED, headers: [] }))(request);
  set(way, headers);
  return status === PASSED ? null : { status, headers: [] };
}

const PASSED = -1;

/** Later lines replace earlier ones, but `Vary` grows. */
function set(way: Way, headers: HeaderList): void {
  way.headers = withHeaders(headers, { status: 0, headers: way.headers }).headers;
}

function passFunction(
  layer: Layer,
  code: Value,
  invoke: JavascriptReading['invoke'],
  request: ServerRequest,
  way: Way,
): ServerAnswer | null {
  const effects: Effects = {
    headers: [],
    status: null,
    ended: false,
    failed: false,
    passed: false,
  };
  const native = nativeOf(request, effects);
  const at = code.at;
  const name = (path: string): Value => ({ kind: 'name', path, at, because: [] });
  // Express calls a function with four parameters only after an error.
  const { value, searched } = invoke(code, [name('@req'), name('@res'), name('@next')], native);
  way.searched.push(...searched);
  for (const one of effects.headers) {
    const key = one.name.toLowerCase();
    const isOver = way.headers.some(([other]) => other.toLowerCase() === key);
    if (one.value.kind === 'none') continue;
    way.setters.set(key, {
      at: one.at,
      value: one.written,
      layer,
      isOver: isOver && way.cors.length > 0,
    });
    const text = textOf(one.value);
    if (text !== null) set(way, [[one.name, text]]);
  }
  if (effects.failed || (value.kind === 'object' && value.path === '@throw'))
    return { status: OWN_ERROR, headers: [] };
  if (!effects.ended || effects.passed || layer.method !== null) return null;
  return { status: effects.status ?? 200, headers: [] };
}

const textOf = (value: Value): string | null => {
  if (value.kind === 'string') return value.text;
  if (value.kind === 'boolean' || value.kind === 'number') return String(value.value);
  if (value.kind === 'list') return value.items.flatMap((one) => textOf(one) ?? []).join(',');
  return null;
};

type Effects = {
  readonly headers: {
    readonly name: string;
    readonly value: Value;
    readonly written: Value;
    readonly at: Span;
  }[];
  status: number | null;
  ended: boolean;
  failed: boolean;
  passed: boolean;
};

/** Express’s request and response, as one request has them. */
function nativeOf(request: ServerRequest, effects: Effects): Native {
  const headerAt = (name: string, at: Span): Value => {
    const value = get(request.headers, name);
    return value === null ? undefinedAt(at) : stringAt(at, value);
  };
  const response = (at: Span): Value => ({ kind: 'name', path: '@res', at, because: [] });
  const put = (name: Value | undefined, value: Value | undefined, at: Span): void => {
    if (name?.kind === 'string' && value !== undefined)
      effects.headers.push({ name: name.text, value, written: value, at });
    if (name?.kind === 'dict') {
      for (const [key, one] of name.entries) put(key, one, key.at);
    }
  };
  return {
    get: (path, at) => {
      if (path === '@req.method') return stringAt(at, request.method);
      if (/^@req\.(?:path|url|originalUrl)$/.test(path)) return stringAt(at, pathOf(request.url));
      if (path === '@res.headersSent') return booleanAt(at, false);
      const header = /^@req\.headers\.(.+)$/.exec(path)?.[1];
      return header === undefined ? null : headerAt(header, at);
    },
    call: (path, values, at) => {
      const [first, second] = values;
      if (/^@req\.(?:header|get)$/.test(path) && first?.kind === 'string')
        return headerAt(first.text, at);
      if (path === '@next') {
        effects.passed = true;
        effects.failed ||= first !== undefined && truthOf(first) !== false;
        return undefinedAt(at);
      }
      if (!path.startsWith('@res.')) return null;
      const method = path.slice('@res.'.length);
      if (/^(?:header|set|setHeader|append)$/.test(method)) put(first, second, at);
      if (/^(?:status|sendStatus|writeHead)$/.test(method) && first?.kind === 'number')
        effects.status = first.value;
      if (method === 'writeHead') put(values.at(-1), undefined, at);
      if (/^(?:sendStatus|end|send|json|writeHead|redirect)$/.test(method)) effects.ended = true;
      return response(at);
    },
  };
}

/** The path behind a layer’s; null if the layer is for another one. */
function restOf({ path, method }: Layer, asked: string): string | null {
  if (path === null) return asked;
  if (path.kind === 'list') {
    const rests = path.items.map((one) => restWith(one, method, asked));
    return rests.find((one) => one !== null) ?? null;
  }
  return restWith(path, method, asked);
}

function restWith(path: Value, method: string | null, asked: string): string | null {
  if (path.kind === 'pattern')
    return path.source === '.*' || new RegExp(safe(path.source)).test(asked) ? asked : null;
  if (path.kind !== 'string') return asked;
  const source = patternOf(path.text.length > LONGEST_PATH ? '/' : path.text);
  const end = method === null ? '(?=/|$)' : '/?$';
  const match = new RegExp(`^${source}${end}`, 'i').exec(asked);
  if (match === null) return null;
  const rest = asked.slice(match[0].length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

const LONGEST_PATH = 300;

/** A pattern of the developer’s is only tried if that is quick. */
const safe = (source: string): string =>
  /[+*?}]\)[+*{]|\|[^()]*\)[+*{]/.test(source) || source.length > LONGEST_PATH ? '' : source;

/** Express’s paths: `/:id`, `*`, `/*rest`, `/{*rest}`, `(.*)`. */
function patternOf(path: string): string {
  if (path === '*' || path === '(.*)') return '.*';
  return path
    .replace(/\/+$/, '')
    .split(/(\{\/?\*\w*\}|\*\w*|\(\.\*\)|:\w+(?:\([^)]*\))?\??)/)
    .map((part, index) => {
      if (index % 2 === 0) return part.replace(/[^\w/-]/g, '\\$&');
      return part.startsWith(':') ? '[^/]+' : '.*';
    })
    .join('')
    .replace(/(?:\.\*){2,}/g, '.*');
}
