import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { LANGUAGES } from '../../src/model/language.ts';
import { stacks } from '../../src/servers/index.ts';
import { averageProblem, problemsOf } from '../words/rules.ts';
import { markdownTexts } from '../words/sentences.ts';
import { limitsOf, readListing } from './listing.ts';
import { listingFile, listings } from './listings.ts';
import { SCREENSHOTS } from './screenshots.ts';

const ROOT = join(import.meta.dirname, '../..');
const WANTED = [
  ...manifest.permissions,
  ...manifest.host_permissions,
  ...manifest.optional_host_permissions,
];

describe.each(LANGUAGES)('what the stores ask for, in %s', (language) => {
  const listing = listings().get(language);
  if (listing === undefined) throw new Error(`There is no listing in ${language}.`);

  test.each(limitsOf(listing))('the store accepts the length of: $what', ({ is, most }) => {
    expect(is).toBeGreaterThan(9);
    expect(is).toBeLessThanOrEqual(most);
  });

  test('name and summary are those of the package, from which Chrome’s store takes them', () => {
    const path = join(ROOT, 'public/_locales', language, 'messages.json');
    const { name, description } = JSON.parse(readFileSync(path, 'utf8'));
    expect({ name: listing.name, summary: listing.summary }).toEqual({
      name: name.message,
      summary: description.message,
    });
  });

  test('every permission and every host of the manifest has a reason, and nothing else has', () => {
    expect(listing.permissions.flatMap(({ names }) => names)).toEqual(WANTED);
  });

  test('every screenshot has a caption', () => {
    expect([...listing.captions.keys()]).toEqual(SCREENSHOTS);
  });

  test('it is in plain words', () => {
    const texts = markdownTexts(listingFile(language)).map((one) => ({ ...one, language }));
    expect(texts.length).toBeGreaterThan(40);
    expect(
      texts.flatMap((one) => problemsOf(one).map((problem) => `${problem}: ${one.text}`)),
    ).toEqual([]);
    expect(averageProblem(texts)).toBeNull();
  });

  test('its numbers of servers are those of the servers that exist', () => {
    const measured = stacks.filter(({ basis }) => basis === 'measured');
    const numbers = [...listing.description.matchAll(/\b\d{2,}\b/g)].map(Number);
    expect(numbers).toEqual([stacks.length, measured.length]);
  });

  test('it says nothing of the manifest’s policy that is not there', () => {
    expect(listing.remoteCode).toContain("script-src 'self'");
    expect(manifest.content_security_policy.extension_pages).toContain("script-src 'self';");
  });
});

test('every language has the same sections, reasons and pictures', () => {
  const shapes = [...listings().values()].map(({ permissions, captions, description }) => ({
    permissions: permissions.map(({ names }) => names),
    captions: [...captions.keys()],
    paragraphs: description.split('\n').map((line) => (line.startsWith('• ') ? 'item' : 'text')),
  }));
  for (const shape of shapes) expect(shape).toEqual(shapes[0]);
});

test('README gives a reason for every permission, too', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const [, table = ''] = readme.split('\n## Permissions\n');
  for (const permission of manifest.permissions) expect(table).toContain(`| \`${permission}\` |`);
});

describe('a listing is read', () => {
  const whole = readFileSync(listingFile('en'), 'utf8');

  test('as plain text: paragraphs and items in one line each', () => {
    const text =
      '### One\n\nA line\nand `code`.\n\n- An item\n  on two lines.\n- Another.\n\n### Two\n\nEnd.';
    const { description } = readListing(
      whole.replace(/(?<=## Description\n)[\s\S]*?(?=\n## )/, `\n${text}\n`),
      'en',
    );
    expect(description).toBe(
      'One\n\nA line and code.\n\n• An item on two lines.\n• Another.\n\nTwo\n\nEnd.',
    );
  });

  test('in French with spaces that do not break', () => {
    const french = readFileSync(listingFile('fr'), 'utf8');
    expect(readListing(french, 'fr').name).toBe('Crosscheck\u00a0: CORS expliqué et corrigé');
  });

  test.each([
    ['is missing', /## Summary\n[\s\S]*?(?=## )/, '', 'The section “Summary” is missing.'],
    ['is empty', /(?<=## Summary\n)[\s\S]*?(?=## )/, '\n', 'The section “Summary” is empty.'],
    [
      'is empty, of a permission',
      /(?<=### `storage`\n)[\s\S]*?(?=### )/,
      '\n',
      'The section “`storage`” is empty.',
    ],
  ])('not if a section %s', (_, what, instead, message) => {
    expect(() => readListing(whole.replace(what, instead), 'en')).toThrow(message);
  });

  test('a text that is too long is noticed', () => {
    const listing = readListing(whole, 'en');
    const over = limitsOf({ ...listing, summary: 'x'.repeat(133) }).filter(
      ({ is, most }) => is > most,
    );
    expect(over).toEqual([{ what: 'summary', most: 132, is: 133 }]);
  });
});
