import { djangoFiles } from './django-cors-headers/file/index.ts';
import { fastapiFiles } from './fastapi/file/index.ts';
import type { SettingsReader } from './kit/settings-reader.ts';

/**
 * The rooms that read the developer's own settings files. Apart from `index.ts`, so that their
 * parsers load only when a file is handed over. Django, whose settings files import nothing that
 * tells, comes last.
 */
export const settingsReaders: readonly SettingsReader[] = [fastapiFiles, djangoFiles];
