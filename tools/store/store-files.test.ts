import { expect, test } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { LANGUAGES } from '../../src/model/language.ts';
import { listings } from './listings.ts';
import { addressForFeedback, storeTexts } from './store-files.ts';

const CHANGES = { en: ['One thing.', 'Another.'], fr: ['Une chose.'] };
const texts = storeTexts(listings(), CHANGES, null);

test.each(LANGUAGES)('each field of both stores has a file, in %s', (language) => {
  const permissions = manifest.permissions.map((one) => `privacy-permission-${one}`);
  const wanted = [
    ...['name', 'summary', 'description', 'privacy-single-purpose', ...permissions],
    ...['privacy-host-permissions', 'privacy-remote-code', 'privacy-data-use'],
  ].map((field) => `chrome/${language}/${field}.txt`);
  for (const path of wanted) expect(texts.get(path)).toMatch(/^\S[\s\S]*\S\n$/);
  for (const field of ['name', 'summary', 'description', 'permissions', 'data-use', 'captions']) {
    expect(texts.get(`firefox/${language}/${field}.txt`)).toMatch(/^\S[\s\S]*\S\n$/);
  }
  expect(texts.get(`chrome/${language}/privacy-host-permissions.txt`)).toContain('*://*/*\n');
});

test('Firefox gets its own, longer summary, and the newest changes', () => {
  expect(texts.get('firefox/en/summary.txt')).not.toBe(texts.get('chrome/en/summary.txt'));
  expect(texts.get('firefox/en/version-notes.txt')).toBe('• One thing.\n• Another.\n');
  expect(texts.get('firefox/fr/version-notes.txt')).toBe('• Une chose.\n');
});

test('Firefox’s own pictures come first, each with a caption', () => {
  const lines = texts.get('firefox/en/captions.txt')?.trim().split('\n') ?? [];
  expect(lines).toHaveLength(7);
  for (const line of lines) expect(line).toMatch(/^[a-z-]+\.png: [A-Z].*\.$/);
  expect(lines[0]).toMatch(/^firefox-light\.png: Why/);
});

test('the address for feedback stands in the manifest, and both stores get it', () => {
  const address = 'https://crosscheck.example/issues';
  expect(addressForFeedback({ homepage_url: address })).toBe(address);
  for (const none of [{}, { homepage_url: '' }, { homepage_url: 'http://crosscheck.example/' }]) {
    expect(addressForFeedback(none)).toBeNull();
  }
  const named = storeTexts(listings(), CHANGES, address);
  for (const language of LANGUAGES) {
    expect(named.get(`chrome/${language}/support-url.txt`)).toBe(`${address}\n`);
    expect(named.get(`firefox/${language}/support-site.txt`)).toBe(`${address}\n`);
    expect(texts.has(`chrome/${language}/support-url.txt`)).toBe(false);
  }
});

test('a language without a listing is an error', () => {
  expect(() => storeTexts(new Map(), CHANGES, null)).toThrow('There is no listing in en.');
});
