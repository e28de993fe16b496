/**
 * Work on many items that can pause between any two. Yields how many are done, and returns the
 * result.
 */
export type Work<Result> = Generator<number, Result, void>;

/** Runs work to its end at once. */
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

/** Work that is too quick to pause. */
export function* inOneGo<Result>(make: () => Result): Work<Result> {
  yield 0;
  return make();
}
