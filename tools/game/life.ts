import { type Random, randomOf } from '../random.ts';
import type { FailureId } from '../real-servers/failures.ts';

/** From where in the page a request is made. */
export type From = 'page' | 'frame' | 'worker';

/** One request of a page. */
export type Ask = {
  readonly from: From;
  readonly method: 'GET' | 'PUT';
  readonly path: '/api/data' | '/api/boom';
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: 'include' | 'same-origin';
};

/** What happens to a server, or to its page, in one step. */
export type Step =
  | { readonly kind: 'ask'; readonly ask: Ask }
  /** The settings change; without a restart the server does not know. */
  | { readonly kind: 'settings'; readonly to: FailureId; readonly restart: boolean }
  /** The printed fix is pasted. `revert`: and taken out again after one request. */
  | { readonly kind: 'paste'; readonly restart: boolean; readonly revert: boolean }
  /** Another server takes over the port. */
  | { readonly kind: 'replace'; readonly by: number; readonly to: FailureId }
  /** The page asks while nothing listens. */
  | { readonly kind: 'down'; readonly ask: Ask };

/** A server's life, as a developer lives it. */
export type Life = {
  readonly name: string;
  /** The name of this machine under which the page runs: same-site with the server, or not. */
  readonly host: 'localhost' | '127.0.0.1';
  /** The first server. */
  readonly server: number;
  readonly settings: FailureId;
  readonly steps: readonly Step[];
};

const SETTINGS = [
  'nothing-configured',
  'origin-not-listed',
  'wildcard-with-credentials',
  'credentials-not-allowed',
  'method-not-allowed',
  'header-not-allowed',
] as const;

/** The life with this number. `servers`: how many there are to choose from. */
export function lifeOf(seed: number, number: number, servers: number): Life {
  const random = randomOf(`game ${seed} ${number}`);
  const asks = Array.from({ length: 1 + Math.floor(3 * random.next()) }, () => askOf(random));
  const [first = askOf(random), ...others] = asks;
  const anyAsk = (): Ask => random.pick([first, ...others]);
  const length = 4 + Math.floor(5 * random.next());
  const steps = Array.from({ length }, (): Step => stepOf(random, anyAsk, servers));
  return {
    name: `${seed}-${number}`,
    host: random.weigh([
      [3, 'localhost'],
      [1, '127.0.0.1'],
    ]),
    server: Math.floor(servers * random.next()),
    settings: random.pick(SETTINGS),
    steps: [{ kind: 'ask', ask: first }, ...steps, { kind: 'ask', ask: first }],
  };
}

function stepOf(random: Random, anyAsk: () => Ask, servers: number): Step {
  const kind = random.weigh([
    [6, 'ask'],
    [2, 'settings'],
    [4, 'paste'],
    [1, 'replace'],
    [1, 'down'],
  ] as const);
  switch (kind) {
    case 'ask':
      return { kind, ask: anyAsk() };
    case 'settings':
      return { kind, to: random.pick(SETTINGS), restart: random.chance(0.8) };
    case 'paste':
      return { kind, restart: random.chance(0.8), revert: random.chance(0.3) };
    case 'replace':
      return { kind, by: Math.floor(servers * random.next()), to: random.pick(SETTINGS) };
    case 'down':
      return { kind, ask: anyAsk() };
  }
}

function askOf(random: Random): Ask {
  return {
    from: random.weigh([
      [4, 'page'],
      [1, 'frame'],
      [1, 'worker'],
    ]),
    method: random.weigh([
      [2, 'GET'],
      [1, 'PUT'],
    ]),
    path: random.weigh([
      [5, '/api/data'],
      [1, '/api/boom'],
    ]),
    headers: random.weigh([
      [3, {}],
      [1, { 'x-tenant': '1' }],
      [1, { 'content-type': 'application/json' }],
    ]),
    credentials: random.chance(0.4) ? 'include' : 'same-origin',
  };
}
