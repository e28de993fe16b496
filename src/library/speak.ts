import { languageOf, speak } from '../model/language.ts';

// A library cannot know who reads its texts, so a system's language does not count.
speak(languageOf(process.env['CROSSCHECK_LANG'] ?? ''));
