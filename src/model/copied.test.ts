import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Copied, copiedAt, lastCopiedAt, parseCopied, withCopied } from './copied.ts';

const [API, OTHER] = ['http://127.0.0.1:8000', 'http://127.0.0.1:3000'];
const LINES = 'CORS_ALLOWED_ORIGINS = ["http://localhost:5173"]\n';

const log: readonly Copied[] = [
  { server: API, text: 'pip install django-cors-headers\n', at: 1 },
  { server: API, text: LINES, at: 2 },
];

test.each([
  ['the lines that I copied for this server', API, LINES, 2],
  ['the same lines, but for another server', OTHER, LINES, null],
  ['other lines for this server', API, LINES.replace('5173', '5174'), null],
] as const)('finds when I copied: %s', (_, server, text, at) => {
  expect(copiedAt(log, server, text)).toBe(at);
});

test('copying the same lines again counts from then', () => {
  const again = withCopied(log, { server: API, text: LINES, at: 9 });
  expect(copiedAt(again, API, LINES)).toBe(9);
  expect(again).toHaveLength(2);
  expect(lastCopiedAt(again, API)).toBe(9);
  expect(lastCopiedAt(again, OTHER)).toBeNull();
});

test('keeps the newest, and no lines that are too long to store', () => {
  const many = Array.from({ length: 100 }, (_, at) => ({ server: API, text: `${at}`, at: at + 1 }));
  const kept = many.reduce(withCopied, []);
  expect(kept).toHaveLength(40);
  expect(lastCopiedAt(kept, API)).toBe(100);
  expect(withCopied(kept, { server: API, text: 'x'.repeat(20_001), at: 200 })).toBe(kept);
});

test('reads what was stored, and survives any other value', () => {
  expect(parseCopied(JSON.parse(JSON.stringify(log)))).toEqual(log);
  expect(parseCopied([{ server: API, text: LINES }, null, ...log])).toEqual(log);
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(Array.isArray(parseCopied(value))).toBe(true);
    }),
  );
});
