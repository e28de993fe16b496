/** The languages that every text exists in. */
export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

let spoken: Language = 'en';

/** The language of all texts. */
export const language = (): Language => spoken;

/**
 * Chooses the language of all texts. A view or command does so once, before it loads the modules
 * with texts: some are made while a module loads.
 */
export function speak(one: Language): void {
  spoken = one;
}

/** The language that a person asked for, by a tag such as `fr-CA` (BCP 47). English for others. */
export function languageOf(tag: string): Language {
  const [primary] = tag.toLowerCase().split(/[-_.]/);
  return LANGUAGES.find((one) => one === primary) ?? 'en';
}
