import { expect, test, vi } from 'vitest';
import { forPairs, lazy, memoize, remember } from './lazy.ts';

test('a value is made when it is first asked for, and once', () => {
  const make = vi.fn(() => null);
  const value = lazy(make);
  expect(make).not.toHaveBeenCalled();
  expect([value(), value()]).toEqual([null, null]);
  expect(make).toHaveBeenCalledOnce();
});

test('each object has a value of its own, made once', () => {
  const make = vi.fn(({ name }: { readonly name: string }) => `${name}!`);
  const said = remember(make);
  const [one, other] = [{ name: 'one' }, { name: 'other' }];
  expect([said(one), said(other), said(one)]).toEqual(['one!', 'other!', 'one!']);
  expect(make).toHaveBeenCalledTimes(2);
});

test('each object and word have a value of their own, made once', () => {
  const make = vi.fn(({ name }: { readonly name: string }, word: string) => `${name} ${word}`);
  const said = memoize(make);
  const one = { name: 'one' };
  expect([said(one, 'a'), said(one, 'b'), said(one, 'a')]).toEqual(['one a', 'one b', 'one a']);
  expect(make).toHaveBeenCalledTimes(2);
});

test('each pair of objects has a value of its own, made once, even if it is nothing', () => {
  const kept = forPairs<object, object, number | null>();
  const [first, second, third] = [{}, {}, {}];
  expect(kept(first, second, () => null)).toBeNull();
  expect(kept(first, third, () => 2)).toBe(2);
  expect(kept(second, first, () => 3)).toBe(3);
  expect(kept(first, second, () => 4)).toBeNull();
  expect(kept(first, third, () => 5)).toBe(2);
});
