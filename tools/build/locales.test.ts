import { expect, test } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { LANGUAGES } from '../../src/model/language.ts';
import { listings } from '../store/listings.ts';
import { localeFiles } from './locales.ts';

test('every language has the messages that the manifest names, and they are the listing’s', () => {
  const all = listings();
  const files = new Map(localeFiles(all));
  expect(LANGUAGES).toContain(manifest.default_locale);
  for (const language of LANGUAGES) {
    const messages = JSON.parse(files.get(`_locales/${language}/messages.json`) ?? 'null');
    expect(manifest.name).toBe('__MSG_name__');
    expect(messages.name.message).toBe(all.get(language)?.name);
    expect(manifest.description).toBe('__MSG_description__');
    expect(messages.description.message).toBe(all.get(language)?.summary);
  }
});
