import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acceptedPicture, pngFacts } from './png.ts';

const read = (path: string): Uint8Array => readFileSync(join(import.meta.dirname, '../..', path));
const OPAQUE = read('docs/pictures/chromium-light-900.png');

test('a screenshot of Chromium has its size and no alpha channel', () => {
  expect(pngFacts(OPAQUE)).toEqual({ width: 900, height: 500, hasAlpha: false });
});

test('an icon has an alpha channel', () => {
  expect(pngFacts(read('public/icons/128.png'))).toEqual({
    width: 128,
    height: 128,
    hasAlpha: true,
  });
});

test('a transparent color counts as alpha', () => {
  const at = Buffer.from(OPAQUE).indexOf('IDAT', 0, 'latin1');
  const file = Buffer.from(OPAQUE);
  file.write('tRNS', at, 'latin1');
  expect(pngFacts(file).hasAlpha).toBe(true);
});

test('a picture that a store refuses is an error', () => {
  const size = { width: 900, height: 500 };
  expect(acceptedPicture(OPAQUE, size, 'a.png')).toBe(OPAQUE);
  expect(() => acceptedPicture(OPAQUE, { ...size, width: 1280 }, 'a.png')).toThrow('refuse a.png');
  const icon = read('public/icons/128.png');
  expect(() => acceptedPicture(icon, { width: 128, height: 128 }, 'b.png')).toThrow('refuse b.png');
});

test('what is no PNG is an error', () => {
  expect(() => pngFacts(read('LICENSE'))).toThrow('This is no PNG file.');
});
