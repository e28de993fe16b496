import type { Header } from '../../src/model/header-list.ts';
import type { Ask } from '../judge/ask.ts';
import type { Random, Weighted } from '../random.ts';
import type { Answer, Script } from '../scripted-servers/scenario-server.ts';
import { normalized } from './pair.ts';
import {
  ACTUAL_STATUS,
  ALLOW_CREDENTIALS,
  ALLOW_HEADERS,
  ALLOW_METHODS,
  ALLOW_ORIGIN,
  MAX_AGE,
  PREFLIGHT_STATUS,
  REDIRECT_STATUS,
} from './vocabulary.ts';

/** The most redirects in a row. */
const LONGEST_CHAIN = 4;

/** The servers' responses at the ask's URL, and at every URL that they redirect to. */
export function generateAnswers(random: Random, ask: Ask, more: readonly Header[] = []): Script {
  const script: Record<string, { preflight: Answer; actual: Answer }> = {};
  const add = (target: string, depth: number): void => {
    if (target in script) return;
    const sendOn = depth < LONGEST_CHAIN && random.chance(depth === 0 ? 0.18 : 0.35);
    const next = sendOn ? generateTarget(random, target, depth + 1) : null;
    script[target] = {
      preflight: generatePreflight(random, ask),
      actual:
        next === null
          ? generateActual(random, ask, more)
          : { ...redirect(random, next.location), ...drop(random) },
    };
    if (next !== null && next.target !== null) add(next.target, depth + 1);
  };
  add(ask.url, 0);
  return script;
}

type Next = { readonly location: readonly string[]; readonly target: string | null };

const ODD_LOCATIONS = [
  'http://user:pass@127.0.0.1:1/new',
  'http://user@127.0.0.1:1/new',
  '//:pass@127.0.0.1:1/new',
  'http://@127.0.0.1:1/new',
  'data:text/plain,hello',
  'myapp://callback',
  'javascript:0',
  'about:blank',
  'file:///etc/passwd',
  'ftp://127.0.0.1/',
  'mailto:a@example.org',
  'blob:http://localhost/0',
  'chrome://version/',
  'http://127.0.0.1:1/',
  'http://',
  'http://[',
  'http://no-such-host.invalid/',
  '',
  '#here',
  '?',
] as const;

/**
 * Where a redirect leads: usually to one of the servers, sometimes to a target that cannot be
 * followed.
 */
function generateTarget(random: Random, from: string, depth: number): Next {
  if (random.chance(0.2)) return { location: [random.pick(ODD_LOCATIONS)], target: null };
  const [server = 'api'] = from.split('/');
  const to = random.weigh([
    [5, 'api'],
    [3, 'near'],
    [4, 'other'],
    [3, 'page'],
    [1, 'insecure'],
    [5, server],
  ]);
  const path = `x${depth}`;
  const absolute = `{${to}:${path}}`;
  const forms: readonly [string, ...string[]] =
    to === server ? [absolute, path, `./${path}`] : [absolute, ` ${absolute} `, `${absolute}#part`];
  const location = random.chance(0.8) ? absolute : random.pick(forms);
  // Two equal values count as one, two different ones as none.
  const again = random.chance(0.04) ? [random.pick([location, '/elsewhere'])] : [];
  return { location: [location, ...again], target: `${to}/${path}` };
}

function redirect(random: Random, location: readonly string[]): Answer {
  return {
    status: random.weigh(REDIRECT_STATUS),
    headers: [...corsHeaders(random), ...location.map((value): Header => ['Location', value])],
  };
}

function generatePreflight(random: Random, ask: Ask): Answer {
  const lines = (name: string, values: readonly string[]) =>
    values.map((value): Header => [name, inserted(value, ask)]);
  const status = random.weigh(PREFLIGHT_STATUS);
  const sentOn = status !== 302 && status !== 304 && random.chance(0.04);
  return {
    status: sentOn ? random.weigh(REDIRECT_STATUS) : status,
    headers: [
      ...corsHeaders(random),
      ...lines('Access-Control-Allow-Methods', random.weigh(ALLOW_METHODS)),
      ...lines('Access-Control-Allow-Headers', random.weigh(ALLOW_HEADERS)),
      ...lines('Access-Control-Max-Age', random.weigh(MAX_AGE)),
      ...(sentOn ? [['Location', random.pick(['{api:elsewhere}', '/', 'http://'])] as const] : []),
    ],
    ...drop(random),
  };
}

function corsHeaders(random: Random): readonly Header[] {
  const name = (text: string) => (random.chance(0.05) ? text.toLowerCase() : text);
  return [
    ...random
      .weigh(ALLOW_ORIGIN)
      .map((value): Header => [name('Access-Control-Allow-Origin'), value]),
    ...random
      .weigh(ALLOW_CREDENTIALS)
      .map((value): Header => [name('Access-Control-Allow-Credentials'), value]),
  ];
}

/** Sometimes there is no response: the connection is closed. */
const drop = (random: Random): Pick<Answer, 'drop'> => (random.chance(0.01) ? { drop: true } : {});

/** Fills in `{method}`, `{names}` and the like from the page's request. */
function inserted(value: string, ask: Ask): string {
  const names = 'headers' in ask ? ask.headers : ask.by === 'fetch' ? ask.init?.headers : [];
  const list = (names ?? []).map(([name]) => name.toLowerCase());
  const method =
    ('method' in ask ? ask.method : ask.by === 'fetch' ? ask.init?.method : null) ?? 'GET';
  return value
    .replaceAll('{method}', normalized(method))
    .replaceAll('{names}', list.join(', '))
    .replaceAll('{NAMES}', list.join(', ').toUpperCase())
    .replaceAll('{some}', list.slice(0, -1).join(', '));
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
type Content = { readonly type: string; readonly body: string };
const TEXT: Content = { type: 'text/plain', body: 'hello' };

function contentOf(ask: Ask): Content {
  if (ask.by === 'event-source') return { type: 'text/event-stream', body: 'data: x\n\n' };
  if (ask.by === 'font') return { type: 'font/woff2', body: 'x' };
  if (ask.by !== 'element') return TEXT;
  if (ask.tag === 'img') return { type: 'image/svg+xml', body: SVG };
  if (ask.tag === 'link') return { type: 'text/css', body: '' };
  return ask.tag === 'script' ? { type: 'text/javascript', body: '' } : TEXT;
}

const TYPES: Weighted<'own' | 'json' | 'html' | 'none'> = [
  [90, 'own'],
  [5, 'json'],
  [4, 'html'],
  [1, 'none'],
];

function generateActual(random: Random, ask: Ask, more: readonly Header[]): Answer {
  const kind = random.weigh(TYPES);
  const { type, body } = contentOf(ask);
  const types = { own: type, json: 'application/json', html: 'text/html', none: '' };
  const status = random.weigh(ACTUAL_STATUS);
  return {
    status,
    headers: [
      ['Content-Type', types[kind]],
      ...corsHeaders(random),
      ...more,
      ...(status === 401 && random.chance(0.5)
        ? // No scheme for which the browser would ask the user.
          [['WWW-Authenticate', 'Bearer realm="x"'] as const]
        : []),
    ],
    body: status === 204 || status === 304 ? '' : body,
    ...drop(random),
  };
}
