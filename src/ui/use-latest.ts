import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that stays the same and calls the latest one. */
export function useLatest<Arguments extends readonly unknown[]>(
  latest: (...given: Arguments) => void,
): (...given: Arguments) => void {
  const current = useRef(latest);
  useLayoutEffect(() => {
    current.current = latest;
  });
  return useCallback((...given) => current.current(...given), []);
}
