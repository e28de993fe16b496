import { useEffect, useRef, useState } from 'react';

/** How long what stands beside the list may lag behind it. */
const LAG_MS = 700;
/** Up to so many things there is no need to wait. */
const FEW = 300;
/** More than that: a diagnosis from all of them takes so long that it waits for a rest. */
const VERY_MANY = 1_000;

/**
 * The list, but a long one that keeps changing only now and then, and a very long one once it has
 * stopped: everything that is diagnosed of one request from all the others need not be diagnosed
 * anew with each of them. At once when the `subject` is another one.
 */
export function useDebouncedList<Item>(list: readonly Item[], subject: object): readonly Item[] {
  const [shown, setShown] = useState({ list, subject });
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  });
  const isBehind = shown.list !== list;
  const isAtOnce = isBehind && (shown.subject !== subject || list.length <= FEW);
  if (isAtOnce) setShown({ list, subject });
  const mustWait = isBehind && !isAtOnce;
  const waitsFor = list.length > VERY_MANY ? list : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each new list the rest begins anew
  useEffect(() => {
    if (!mustWait) return;
    const timer = setTimeout(() => setShown({ list: latest.current, subject }), LAG_MS);
    return () => clearTimeout(timer);
  }, [mustWait, subject, waitsFor]);
  return isAtOnce ? list : shown.list;
}
