/**
 * The servers whose settings files can be read (`readers.ts`), with the usual name of the file.
 * Apart from the readers, so that offering to read a file loads no parser.
 */
export const readStacks: Readonly<Record<string, string>> = {
  'django-cors-headers': 'settings.py',
  'express-cors': 'app.js',
  fastapi: 'main.py',
  'flask-cors': 'app.py',
  nestjs: 'main.ts',
  nginx: 'nginx.conf',
};
