import type { Random } from '../../tools/random.ts';
import { SHARED } from '../../tools/scripted-servers/burst-server.ts';

/** One request of a burst. Its body is its name, which identifies it everywhere. */
export type Shot = {
  readonly name: string;
  readonly method: string;
  /** The header that makes a preflight necessary; null if it needs none. */
  readonly header: string | null;
  /** Milliseconds after the start of the burst. */
  readonly at: number;
  /** Milliseconds after which the page gives up. */
  readonly abortAfter: number | null;
};

/** A burst that was fired. */
export type Burst = {
  readonly url: string;
  readonly shots: readonly Shot[];
  /** The names of the shots in the order in which the page made them. */
  readonly order: readonly string[];
};

type Kind = (random: Random, name: string) => Pick<Shot, 'method' | 'header'>;

/** Unique header names show whose a preflight is; shared ones let it be cached and reused. */
const KINDS: readonly [Kind, ...Kind[]] = [
  (random, name) => ({ method: anyMethod(random), header: `x-ok-${name}` }),
  (random, name) => ({ method: anyMethod(random), header: `x-no-${name}` }),
  (_, name) => ({ method: 'PURGE', header: `x-ok-${name}` }),
  (random) => ({ method: anyMethod(random), header: SHARED }),
  (random) => ({ method: anyMethod(random), header: SHARED }),
  () => ({ method: 'PURGE', header: SHARED }),
  () => ({ method: 'POST', header: null }),
  (random, name) => ({ method: anyMethod(random), header: `x-mute-${name}` }),
  (random, name) => ({ method: anyMethod(random), header: `x-moved-${name}` }),
];

const SPREAD = 40;
const PATIENCE = 60;

/** A random burst of requests to one URL, of which the page gives up a share. */
export function burstOf(random: Random, size: number, aborted: number): readonly Shot[] {
  return Array.from({ length: size }, (_, index): Shot => {
    const name = String(index);
    return {
      name,
      ...random.pick(KINDS)(random, name),
      at: random.next() * SPREAD,
      abortAfter: random.chance(aborted) ? random.next() * PATIENCE : null,
    };
  });
}

const anyMethod = (random: Random): string => random.pick(['PUT', 'PUT', 'DELETE', 'PATCH']);

/**
 * Runs in the page: fires the burst, and waits until each request has ended.
 * @returns The names of the requests in the order in which they were made.
 */
export async function fire(burst: {
  readonly url: string;
  readonly shots: readonly Shot[];
}): Promise<readonly string[]> {
  const order: string[] = [];
  const shoot = async ({ name, method, header, at, abortAfter }: Shot): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, at));
    const abort = new AbortController();
    if (abortAfter !== null) setTimeout(() => abort.abort(), abortAfter);
    const headers = header === null ? {} : { [header]: '1' };
    order.push(name);
    await fetch(burst.url, { method, headers, body: name, signal: abort.signal })
      .then((response) => response.text())
      .catch(() => {});
  };
  await Promise.all(burst.shots.map(shoot));
  return order;
}
