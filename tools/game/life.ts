import { type Random, randomOf } from '../random.ts';
import { type FailureId, failureIds } from '../real-servers/failures.ts';

/** From where in the tab a request is made. Frames and workers are the page's own unless named. */
export type From =
  | 'page'
  /** Of `about:blank`. */
  | 'blank-frame'
  | 'frame'
  /** Of the page's server under its other name: another origin. */
  | 'foreign-frame'
  /** Of no origin that a server can name. */
  | 'sandbox'
  | 'worker'
  /** In a worker without a file of its own. */
  | 'blob-worker'
  | 'frame-worker';

/** One request of a page. */
export type Ask = {
  readonly from: From;
  readonly by: 'fetch' | 'xhr';
  readonly mode: 'cors' | 'no-cors';
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly path: '/api/data' | '/api/boom' | '/api/redirect' | '/api/none';
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: 'include' | 'same-origin';
};

/** How a server learns of new settings. `reload`: without a stop, if it can. */
export type Effect = 'restart' | 'reload' | 'none';

/** What happens to a server, or to its page, in one step. */
export type Step =
  | { readonly kind: 'ask'; readonly ask: Ask }
  /** The settings change; without any effect the server does not know. */
  | { readonly kind: 'settings'; readonly to: FailureId; readonly effect: Effect }
  /** The last change is taken back, as by a branch switch. */
  | { readonly kind: 'undo'; readonly effect: Effect }
  /**
   * The printed fix of a blocked row is pasted. `row`: which one, from 0 to 1. `revert`: and taken
   * out again. `forget`: it is not pasted. `answers`: the panel is told whether the request sends
   * cookies.
   */
  | {
      readonly kind: 'paste';
      readonly row: number;
      readonly effect: Effect;
      readonly revert: boolean;
      readonly forget: boolean;
      readonly answers: boolean;
    }
  /** Another server takes over the port. */
  | { readonly kind: 'replace'; readonly by: number; readonly to: FailureId }
  /** The page asks while nothing listens. */
  | { readonly kind: 'down'; readonly ask: Ask }
  | { readonly kind: 'reload-page' };

/** A server's life, as a developer lives it. */
export type Life = {
  readonly name: string;
  /** The name of this machine under which the page runs: same-site with the server, or not. */
  readonly host: PageHost;
  /** The first server. */
  readonly server: number;
  readonly settings: FailureId;
  readonly steps: readonly Step[];
};

export type PageHost = 'localhost' | '127.0.0.1';

/** The page's origin. `port`: of the pages. */
export const pageOrigin = (host: PageHost, port: number): string => `http://${host}:${port}`;

/** The origin of the document or worker that asks. */
export function askingOrigin({ from }: Ask, host: PageHost, port: number): string {
  if (from === 'sandbox') return 'null';
  if (from !== 'foreign-frame') return pageOrigin(host, port);
  return pageOrigin(host === 'localhost' ? '127.0.0.1' : 'localhost', port);
}

/** The life with this number. `servers`: how many there are to choose from. */
export function lifeOf(seed: number, number: number, servers: number): Life {
  const random = randomOf(`game ${seed} ${number}`);
  const asks = asksOf(random);
  const length = 4 + Math.floor(5 * random.next());
  const steps = Array.from({ length }, (): Step => stepOf(random, asks, servers));
  return {
    name: `${seed}-${number}`,
    host: random.weigh([
      [3, 'localhost'],
      [1, '127.0.0.1'],
    ]),
    server: Math.floor(servers * random.next()),
    settings: settingsOf(random),
    steps: [{ kind: 'ask', ask: asks[0] }, ...steps, { kind: 'ask', ask: asks[0] }],
  };
}

/** The requests of a page: some differ from another in a single thing. */
function asksOf(random: Random): readonly [Ask, ...Ask[]] {
  const asks: [Ask, ...Ask[]] = [askOf(random)];
  const more = Math.floor(3 * random.next());
  for (let count = 0; count < more; count += 1) {
    asks.push(random.chance(0.6) ? { ...random.pick(asks), ...changeOf(random) } : askOf(random));
  }
  return asks;
}

function changeOf(random: Random): Partial<Ask> {
  const { from, credentials, headers, path } = askOf(random);
  return random.pick<Partial<Ask>>([
    { from },
    { credentials },
    { headers, by: 'fetch', mode: 'cors' },
    { path },
  ]);
}

const settingsOf = (random: Random): FailureId => {
  const [first = 'nothing-configured', ...others] = failureIds;
  return random.pick([first, ...others]);
};

const effectOf = (random: Random): Effect =>
  random.weigh([
    [5, 'restart'],
    [3, 'reload'],
    [2, 'none'],
  ]);

function stepOf(random: Random, asks: readonly [Ask, ...Ask[]], servers: number): Step {
  const kind = random.weigh([
    [8, 'ask'],
    [2, 'settings'],
    [1, 'undo'],
    [4, 'paste'],
    [1, 'replace'],
    [1, 'down'],
    [1, 'reload-page'],
  ] as const);
  switch (kind) {
    case 'ask':
      return { kind, ask: random.pick(asks) };
    case 'settings':
      return { kind, to: settingsOf(random), effect: effectOf(random) };
    case 'undo':
      return { kind, effect: effectOf(random) };
    case 'paste':
      return {
        kind,
        row: random.next(),
        effect: effectOf(random),
        revert: random.chance(0.3),
        forget: random.chance(0.15),
        answers: random.chance(0.5),
      };
    case 'replace':
      return { kind, by: Math.floor(servers * random.next()), to: settingsOf(random) };
    case 'down':
      return { kind, ask: random.pick(asks) };
    case 'reload-page':
      return { kind };
  }
}

function askOf(random: Random): Ask {
  const by = random.chance(0.25) ? 'xhr' : 'fetch';
  const path = random.weigh([
    [12, '/api/data'],
    [2, '/api/boom'],
    [1, '/api/redirect'],
    [1, '/api/none'],
  ] as const);
  const common = {
    from: random.weigh<From>([
      [8, 'page'],
      [1, 'blank-frame'],
      [2, 'frame'],
      [2, 'foreign-frame'],
      [1, 'sandbox'],
      [2, 'worker'],
      [1, 'blob-worker'],
      [1, 'frame-worker'],
    ]),
    by,
    path,
    credentials: random.chance(0.4) ? 'include' : 'same-origin',
  } satisfies Partial<Ask>;
  const method = random.weigh([
    [4, 'GET'],
    [2, 'PUT'],
    [1, 'DELETE'],
  ] as const);
  const headers = random.weigh<Ask['headers']>([
    [4, {}],
    [1, { 'x-tenant': '1' }],
    [1, { 'content-type': 'application/json' }],
    [1, { authorization: 'Bearer 1', 'x-tenant': '1' }],
  ]);
  return by === 'fetch' && random.chance(0.08)
    ? { ...common, mode: 'no-cors', method: 'GET', headers: {} }
    : { ...common, mode: 'cors', method, headers };
}
