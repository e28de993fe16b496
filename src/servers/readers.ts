import { djangoFiles } from './django-cors-headers/file/index.ts';
import { expressFiles } from './express-cors/file/index.ts';
import { fastapiFiles } from './fastapi/file/index.ts';
import { flaskFiles } from './flask-cors/file/index.ts';
import type { SettingsReader } from './kit/settings-reader.ts';
import { nestFiles } from './nestjs/file/index.ts';
import { nginxFiles } from './nginx/file/index.ts';

/**
 * The rooms that read the developer's own settings files. Apart from `index.ts`, so that their
 * parsers load only when a file is handed over. The first one that knows a file counts: Django comes
 * after those whose programs tell what they import, and nginx after all that it stands in front of.
 */
export const settingsReaders: readonly SettingsReader[] = [
  nestFiles,
  expressFiles,
  fastapiFiles,
  flaskFiles,
  djangoFiles,
  nginxFiles,
];
