import type { Work } from '../model/work.ts';

type Slicing = {
  /** How long one slice may block the view. */
  readonly ms: number;
  /** `background`: everything else goes first. */
  readonly priority: TaskPriority;
  /** Cancels the work after its current slice. */
  readonly signal: AbortSignal;
  /** Gets the number of finished items after each slice except the last. */
  readonly onSlice?: (done: number) => void;
};

/**
 * Does work in slices, and lets the view handle input and draw between them. The first slice runs
 * at once. Null when canceled. Rejects with any error of the work.
 */
export async function inSlices<Result>(
  work: Work<Result>,
  { ms, priority, signal, onSlice }: Slicing,
): Promise<Result | null> {
  let end = performance.now() + ms;
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() < end) continue;
    onSlice?.(value);
    // Unlike a timer, such a task also runs at once in a hidden view.
    await scheduler.postTask(() => {}, { priority });
    if (signal.aborted) return null;
    end = performance.now() + ms;
  }
}
