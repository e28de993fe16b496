/**
 * Work on many items that may be left between any two of them: yields how many are done, and
 * returns what is made of them.
 */
export type Work<Result> = Generator<number, Result, void>;

/** The result of work that nothing else waits for. */
export function allAtOnce<Result>(work: Work<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** What is made of each item. */
export function* eachInTurn<Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Made,
): Work<readonly Made[]> {
  const made: Made[] = [];
  for (const item of items) {
    made.push(make(item));
    yield made.length;
  }
  return made;
}

/** Work that is too quick to be left once it has begun. */
export function* inOneGo<Result>(make: () => Result): Work<Result> {
  yield 0;
  return make();
}
