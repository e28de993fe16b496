import { code } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import { pythonStringIn } from '../../kit/literals.ts';
import type { Dialect } from '../../kit/own-file/options-file.ts';
import { optionsReader } from '../../kit/own-file/options-reader.ts';
import { pythonMatch } from '../../kit/own-file/python-pattern.ts';
import { DEFAULT_METHODS } from '../model.ts';
import { readFlask } from './program.ts';

const DIALECT: Dialect = {
  names: {
    origins: 'origins',
    credentials: 'supports_credentials',
    methods: 'methods',
    headers: 'allow_headers',
    expose: 'expose_headers',
  },
  library: 'Flask-CORS',
  defaults: {
    origins: '*',
    credentials: false,
    methods: DEFAULT_METHODS,
    headers: '*',
    expose: [],
  },
  string: pythonStringIn,
  isOn: 'True',
  option: (name, value) => `${name}=${value}`,
  split: (separator) => `.split(${separator})`,
  matches: pythonMatch,
  patterns: say`which Flask-CORS only with a sign such as ${code('^')} in it reads`
    .fr`que Flask-CORS lit seulement si elle contient un signe tel que ${code('^')}`,
};

/** Reads programs of Flask, with the extension Flask-CORS. */
export const flaskFiles = optionsReader(
  'flask-cors',
  ({ name, text }) =>
    /\.py$/i.test(name) && /^[ \t]{0,99}(?:from|import)\s{1,9}flask(?:_cors)?\b/m.test(text),
  DIALECT,
  readFlask,
);
