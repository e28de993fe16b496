import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseObserverNotes } from './observer-notes.ts';

const SENDER = { url: 'https://a.example/', origin: 'https://a.example', documentId: 'D1' };
const call = (change: object = {}): string =>
  JSON.stringify({
    url: 'https://api.example/x',
    method: 'PUT',
    at: 1,
    declared: { credentials: 'include', mode: 'cors', headerNames: [], stack: '' },
    ...change,
  });
const read = (calls: unknown, sender: object = SENDER) =>
  parseObserverNotes({ type: 'observer', startedAt: 7, calls }, sender);

describe('reading the observer’s notes', () => {
  test('gives its calls, and when it began', () => {
    expect(read([call(), call({ at: 2 })])).toMatchObject({
      startedAt: 7,
      calls: [{ at: 1, method: 'PUT' }, { at: 2 }],
    });
  });

  test.each([
    ['nothing', null],
    ['a text', 'observer'],
    ['a message of a view', { type: 'subscribe', tabId: 1 }],
    ['notes without a time', { type: 'observer', calls: [] }],
    ['notes of no time', { type: 'observer', startedAt: Number.NaN, calls: [] }],
  ])('gives nothing for %s', (_, message) => {
    expect(parseObserverNotes(message, SENDER)).toBeNull();
  });

  test('keeps valid calls and ignores what a page made up', () => {
    const calls = [null, {}, '{', '[]', call({ url: 7 }), 'x'.repeat(200_000), call({ at: 5 })];
    expect(read(calls)?.calls.map(({ at }) => at)).toEqual([5]);
    expect(read({})?.calls).toEqual([]);
  });

  test('limits the number of calls', () => {
    expect(read(Array.from({ length: 5_000 }, () => call()))?.calls).toHaveLength(300);
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.anything(), (message) => void parseObserverNotes(message, SENDER)));
    fc.assert(fc.property(fc.array(fc.json()), fc.object(), (calls, one) => void read(calls, one)));
  });
});

describe('whose requests notes are about', () => {
  const lie = call({ origin: 'https://victim.example', documentId: 'V' });
  const from = (sender: object) =>
    read([lie], sender)?.calls.map(({ origin, documentId = null }) => [origin, documentId]);

  test.each([
    ['a document: its own', SENDER, [['https://a.example', 'D1']]],
    ['a sandboxed one: its own', { ...SENDER, origin: 'null' }, [['null', 'D1']]],
    [
      'about:blank, whose requests Chromium attributes to its parent: those of its origin',
      { ...SENDER, url: 'about:blank' },
      [['https://a.example', null]],
    ],
    ['about:blank without an origin: nobody’s', { url: 'about:blank', origin: 'null' }, []],
    [
      'a document without an id: those of its origin',
      { url: 'https://a.example/x' },
      [['https://a.example', null]],
    ],
    ['a sender that the browser does not name: nobody’s', {}, []],
  ])('of %s', (_, sender, expected) => {
    expect(from(sender)).toEqual(expected);
  });
});
