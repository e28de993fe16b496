import type { Work } from '../model/work.ts';

type Slicing = {
  /** How long a slice may keep the view from answering. */
  readonly ms: number;
  /** `background`: everything else goes first. */
  readonly priority: TaskPriority;
  /** Gives the work up, after the slice that it is at. */
  readonly signal: AbortSignal;
  /** Told after each slice but the last how many items are done. */
  readonly onSlice?: (done: number) => void;
};

/**
 * Does work in slices between which the user is heard and the view drawn; the first one at once.
 * Null when it was given up; rejects with whatever the work throws.
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
    // Unlike a timer's, such a task's turn also comes at once where the view is hidden.
    await scheduler.postTask(() => {}, { priority });
    if (signal.aborted) return null;
    end = performance.now() + ms;
  }
}
