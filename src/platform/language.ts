import { type Language, language, languageOf, speak } from '../model/language.ts';
import type { Settings } from '../model/settings.ts';
import { browser } from './browser.ts';
import { settingsStore } from './settings-store.ts';

/**
 * Speaks the language of the settings, or else the browser's. To be awaited before a view loads
 * the modules with texts. The view loads again when another language is chosen.
 */
export async function speakAsSet(): Promise<void> {
  const settings = settingsStore();
  speakOne(languageIn(await settings.read()));
  settings.onChanged((changed) => {
    if (languageIn(changed) !== language()) location.reload();
  });
}

/** The same, and again after each change: for texts that are made each time they are shown. */
export function keepSpeakingAsSet(): void {
  const settings = settingsStore();
  const speakIt = (changed: Settings): void => speakOne(languageIn(changed));
  void settings.read().then(speakIt);
  settings.onChanged(speakIt);
}

const languageIn = ({ language }: Settings): Language =>
  language === 'browser' ? languageOf(browser.i18n.getUILanguage()) : language;

function speakOne(one: Language): void {
  speak(one);
  if (typeof document !== 'undefined') document.documentElement.lang = one;
}
