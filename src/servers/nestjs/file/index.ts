import { NPM_CORS_DIALECT } from '../../express-cors/file/dialect.ts';
import { isProgram, readNest } from '../../express-cors/file/program.ts';
import { optionsReader } from '../../kit/own-file/options-reader.ts';

/** Reads the start of a NestJS application, which hands its options on to the package cors. */
export const nestFiles = optionsReader(
  'nestjs',
  (file) => isProgram(file) && /\bNestFactory\b|\benableCors\b/.test(file.text),
  { ...NPM_CORS_DIALECT, library: 'NestJS' },
  readNest,
);
