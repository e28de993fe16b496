import { useEffect, useRef, useState } from 'react';

/** How long the content beside the list may lag behind it. */
const LAG_MS = 700;
/** Up to this many items, there is no need to wait. */
const FEW = 300;
/** Above this number, a diagnosis takes so long that it waits until the list stops changing. */
const VERY_MANY = 1_000;

/**
 * The list, with delays: a long list that keeps changing is updated only now and then. A very long
 * one is updated once it stops. So not every change starts a full new diagnosis of one request.
 * Updated at once when `subject` changes.
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new list starts the wait again
  useEffect(() => {
    if (!mustWait) return;
    const timer = setTimeout(() => setShown({ list: latest.current, subject }), LAG_MS);
    return () => clearTimeout(timer);
  }, [mustWait, subject, waitsFor]);
  return isAtOnce ? list : shown.list;
}
