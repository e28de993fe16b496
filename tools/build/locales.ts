import type { Plugin } from 'vite';
import type { Language } from '../../src/model/language.ts';
import type { Listing } from '../store/listing.ts';
import { listings } from '../store/listings.ts';

/** The name and the description of the extension, which the manifest names as `__MSG_…__`. */
export const locales = (): Plugin => ({
  name: 'locales',
  generateBundle() {
    for (const [fileName, source] of localeFiles(listings())) {
      this.emitFile({ type: 'asset', fileName, source });
    }
  },
});

/** The messages of every language, by the paths at which browsers look for them. */
export const localeFiles = (
  all: ReadonlyMap<Language, Listing>,
): readonly (readonly [path: string, json: string])[] =>
  [...all].map(([language, { name, summary }]) => [
    `_locales/${language}/messages.json`,
    `${JSON.stringify({ name: { message: name }, description: { message: summary } }, null, 2)}\n`,
  ]);
