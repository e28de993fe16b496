import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, type Language } from '../../src/model/language.ts';
import { type Listing, readListing } from './listing.ts';

const FOLDER = join(import.meta.dirname, '../../docs/store');

/** Where the listing in a language is kept. */
export const listingFile = (language: Language): string => join(FOLDER, language, 'listing.md');

/** What the stores ask for, in every language. @throws {Error} If a section is missing. */
export const listings = (): ReadonlyMap<Language, Listing> =>
  new Map(
    LANGUAGES.map((language) => {
      const markdown = readFileSync(listingFile(language), 'utf8');
      return [language, readListing(markdown, language)];
    }),
  );
