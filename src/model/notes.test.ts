import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseStacks, stackOf, withStack } from './chosen-stacks.ts';
import { parseNotMine, withNotMine } from './not-mine.ts';
import { NOTHING_KEPT, parseNotes } from './notes.ts';
import { saidOf, withSaid } from './said-cookies.ts';

const KEY = 'GET http://localhost:5173 http://127.0.0.1:8000/api';

test('an answer can be changed and taken back', () => {
  const yes = withSaid({}, KEY, true);
  expect(saidOf(yes, KEY)).toBe(true);
  expect(saidOf(withSaid(yes, KEY, false), KEY)).toBe(false);
  expect(saidOf(withSaid(yes, KEY, null), KEY)).toBeNull();
});

test('no endpoint has an answer that nobody gave, whatever its name', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor')), (key) => {
      expect(saidOf({}, key)).toBeNull();
      expect(saidOf(withSaid({}, key, false), key)).toBe(false);
    }),
  );
});

test('a full list forgets the oldest answer', () => {
  const many = Array.from({ length: 300 }, (_, number) => `${number}x`);
  const said = many.reduce((all, key) => withSaid(all, key, true), {});
  expect(Object.keys(said)).toHaveLength(200);
  expect(saidOf(said, '299x')).toBe(true);
  expect(saidOf(said, '0x')).toBeNull();
});

test('reads what was stored, and survives any other value', () => {
  const notes = {
    copied: [{ server: 'http://127.0.0.1:8000', text: 'x\n', at: 5 }],
    cookies: { [KEY]: true },
    notMine: ['https://api.other.example'],
    stacks: { 'http://127.0.0.1:8000': 'rack-cors' },
    rows: { toggled: ['http://127.0.0.1:8000'], pinned: [KEY], texts: { [KEY]: 'ask Ann' } },
  };
  expect(parseNotes(JSON.parse(JSON.stringify(notes)))).toEqual(notes);
  expect(parseNotes({ ...notes, cookies: { [KEY]: 'yes' } }).cookies).toEqual({});
  expect(parseNotes(null)).toEqual(NOTHING_KEPT);
  fc.assert(
    fc.property(fc.anything(), (value) => {
      parseNotes(value);
    }),
  );
});

test('a server is not mine until I say otherwise, and a full list forgets the oldest', () => {
  const one = withNotMine([], 'https://a.example', true);
  expect(withNotMine(one, 'https://a.example', true)).toEqual(['https://a.example']);
  expect(withNotMine(one, 'https://a.example', false)).toEqual([]);
  const ports = Array.from({ length: 201 }, (_, port) => `http://localhost:${port}`);
  const full = ports.reduce<readonly string[]>((all, port) => withNotMine(all, port, true), []);
  expect(full).toEqual(ports.slice(1));
  expect(parseNotMine(['a', 5, '', 'x'.repeat(301), 'a'])).toEqual(['a']);
});

test('a server keeps the choice that was made last, and a full list forgets the oldest', () => {
  const rails = withStack({}, 'http://127.0.0.1:8000', 'rack-cors');
  expect(stackOf(rails, 'http://127.0.0.1:8000')).toBe('rack-cors');
  const changed = withStack(rails, 'http://127.0.0.1:8000', 'nginx');
  expect(stackOf(changed, 'http://127.0.0.1:8000')).toBe('nginx');
  expect(stackOf(changed, 'constructor')).toBeNull();
  const ports = Array.from({ length: 201 }, (_, port) => `http://localhost:${port}`);
  const full = ports.reduce((all, server) => withStack(all, server, 'nginx'), {});
  expect(stackOf(full, 'http://localhost:0')).toBeNull();
  expect(stackOf(full, 'http://localhost:200')).toBe('nginx');
});

test('a choice that nobody can have made is left out', () => {
  expect(parseStacks({ a: 5, b: '', c: 'x'.repeat(81), d: 'nginx' })).toEqual({ d: 'nginx' });
});
