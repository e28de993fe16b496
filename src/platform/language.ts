import { languageOf, speak } from '../model/language.ts';
import type { Settings } from '../model/settings.ts';
import { browser } from './browser.ts';
import { settingsStore } from './settings-store.ts';

/**
 * Speaks the language of the settings, or else the browser's. To be awaited before a view loads
 * the modules with texts.
 */
export async function speakAsSet(): Promise<void> {
  speakAsIn(await settingsStore().read());
}

/** The same, and again after each change: for texts that are made each time they are shown. */
export function keepSpeakingAsSet(): void {
  void speakAsSet();
  settingsStore().onChanged(speakAsIn);
}

function speakAsIn({ language }: Settings): void {
  const spoken = language === 'browser' ? languageOf(browser.i18n.getUILanguage()) : language;
  speak(spoken);
  if (typeof document !== 'undefined') document.documentElement.lang = spoken;
}
