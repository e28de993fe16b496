import type { SettingsReader } from './kit/settings-reader.ts';

/**
 * The rooms that read the developer's own settings files. Apart from `index.ts`, so that their
 * parsers load only when a file is handed over.
 */
export const settingsReaders: readonly SettingsReader[] = [];
