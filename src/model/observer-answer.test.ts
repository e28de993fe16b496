import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseObserverAnswer } from './observer-answer.ts';

const call = (number: unknown, change: object = {}) => ({
  number,
  url: 'https://a.example/x',
  method: 'PUT',
  at: 1,
  declared: { credentials: 'include', mode: 'cors', headerNames: [], stack: '' },
  ...change,
});
const read = (value: unknown) => parseObserverAnswer(JSON.stringify(value));

describe('reading the observer’s answer', () => {
  test('gives its calls and their numbers', () => {
    const answer = read({ id: 'a', calls: [call(3), call(4)] });
    expect(answer).toMatchObject({ id: 'a', calls: [{ number: 3 }, { number: 4 }] });
  });

  test('gives nothing if no observer answers', () => {
    for (const silence of [null, undefined, 7, '', '{', 'null', '[]', '"x"']) {
      expect(parseObserverAnswer(silence)).toBeNull();
    }
  });

  test('keeps valid calls and ignores what a page made up', () => {
    const calls = [call('3'), call(1.5), call(1, { url: 7 }), null, [], call(5)];
    expect(read({ id: 'a', calls })?.calls.map(({ number }) => number)).toEqual([5]);
    expect(read({ id: {}, calls: [] })).toBeNull();
    expect(read({ id: 'x'.repeat(1_000), calls: [] })).toBeNull();
    expect(read({ id: 'a', calls: {} })).toBeNull();
  });

  test('limits the number of calls', () => {
    expect(parseObserverAnswer(`"${'x'.repeat(2_000_000)}"`)).toBeNull();
    const flood = Array.from({ length: 3_000 }, (_, i) => call(i));
    expect(read({ id: 'a', calls: flood })?.calls.length ?? 0).toBeLessThanOrEqual(2_000);
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.json(), (text) => void parseObserverAnswer(text)));
    fc.assert(fc.property(fc.jsonValue(), (calls) => void read({ id: 'a', calls: [calls] })));
  });
});
