import { useEffect, useState } from 'react';

/** How long the list can be brought back. The background forgets it a little later. */
const OFFERED_MS = 8_000;

/** What was cleared, and for how long it can come back. */
export type Undo = {
  /** Offers to undo. */
  readonly offer: () => void;
  /** Null when there is nothing to undo. */
  readonly undo: (() => void) | null;
};

/** Lets the user take back a Clear for a moment. */
export function useUndo(takeBack: () => void): Undo {
  const [offered, setOffered] = useState(0);
  useEffect(() => {
    if (offered === 0) return;
    const timer = setTimeout(setOffered, OFFERED_MS, 0);
    return () => clearTimeout(timer);
  }, [offered]);
  const undo = (): void => {
    setOffered(0);
    takeBack();
  };
  return {
    // Clearing again starts a new time.
    offer: () => setOffered((times) => times + 1),
    undo: offered === 0 ? null : undo,
  };
}
