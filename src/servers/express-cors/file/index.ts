import { optionsReader } from '../../kit/own-file/options-reader.ts';
import { NPM_CORS_DIALECT } from './dialect.ts';
import { isProgram, readExpress } from './program.ts';

/** Reads programs of Express, with the npm package cors or with code of their own. */
export const expressFiles = optionsReader(
  'express-cors',
  (file) => isProgram(file) && /\b(?:require\(\s?|from\s{1,9})["']express["']/.test(file.text),
  NPM_CORS_DIALECT,
  readExpress,
);
