/** A stream of choices that depends only on its name: the same name gives the same choices. */
export type Random = {
  /** At least 0, less than 1. */
  readonly next: () => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(items: readonly [T, ...T[]]) => T;
  /** One of the items, at random by weight. */
  readonly weigh: <T>(items: Weighted<T>) => T;
};

export type Weighted<T> = readonly [
  readonly [weight: number, item: T],
  ...(readonly [weight: number, item: T])[],
];

/** FNV-1a over the name, then mulberry32: small, and the same on every machine. */
export function randomOf(name: string): Random {
  let state = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) {
    state = Math.imul(state ^ name.charCodeAt(i), 0x01000193);
  }
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    weigh: (items) => {
      const sum = items.reduce((total, [weight]) => total + weight, 0);
      let left = next() * sum;
      for (const [weight, item] of items) {
        left -= weight;
        if (left < 0) return item;
      }
      return items[0][1];
    },
  };
}
