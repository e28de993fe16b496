import { code } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import { pythonStringIn } from '../../kit/literals.ts';
import type { Dialect } from '../../kit/own-file/options-file.ts';
import { optionsReader } from '../../kit/own-file/options-reader.ts';
import { pythonMatch } from '../../kit/own-file/python-pattern.ts';
import { readFastapi } from './program.ts';

const DIALECT: Dialect = {
  names: {
    origins: 'allow_origins',
    credentials: 'allow_credentials',
    methods: 'allow_methods',
    headers: 'allow_headers',
    expose: 'expose_headers',
  },
  pattern: 'allow_origin_regex',
  library: 'CORSMiddleware',
  defaults: { origins: [], credentials: false, methods: ['GET'], headers: [], expose: [] },
  string: pythonStringIn,
  isOn: 'True',
  option: (name, value) => `${name}=${value}`,
  split: (separator) => `.split(${separator})`,
  matches: pythonMatch,
  patterns: say`which only ${code('allow_origin_regex')} reads`.fr`que seul
    ${code('allow_origin_regex')} lit`,
};

/** Reads programs of FastAPI and Starlette that add CORSMiddleware, with what they import. */
export const fastapiFiles = optionsReader(
  'fastapi',
  ({ name, text }) =>
    /\.py$/i.test(name) && /^[ \t]{0,99}(?:from|import)\s{1,9}(?:fastapi|starlette)\b/m.test(text),
  DIALECT,
  readFastapi,
);
