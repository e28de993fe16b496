import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that stays the same and calls the latest one. */
export function useLatest<Arguments extends readonly unknown[], Result = void>(
  latest: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  const current = useRef(latest);
  useLayoutEffect(() => {
    current.current = latest;
  });
  return useCallback((...given) => current.current(...given), []);
}
