import { code } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import { javascriptStringIn } from '../../kit/literals.ts';
import { NPM_CORS_METHODS } from '../../kit/npm-cors/model.ts';
import type { Dialect } from '../../kit/own-file/options-file.ts';
import { isCostly } from '../../kit/own-file/pattern.ts';

/** How the npm package cors names its options, in JavaScript and TypeScript. */
export const NPM_CORS_DIALECT: Dialect = {
  names: {
    origins: 'origin',
    credentials: 'credentials',
    methods: 'methods',
    headers: 'allowedHeaders',
    expose: 'exposedHeaders',
  },
  library: 'cors',
  defaults: { origins: '*', credentials: false, methods: NPM_CORS_METHODS, expose: [] },
  string: javascriptStringIn,
  isOn: 'true',
  option: (name, value) => `${name}: ${value}`,
  split: (separator) => `.split(${separator})`,
  matches: (pattern, text) => {
    if (isCostly(pattern)) return 'error';
    try {
      return new RegExp(pattern).test(text);
    } catch {
      return 'error';
    }
  },
  patterns: say`which the package only as ${code('/…/')}, without quotes, reads`
    .fr`que le package lit seulement sous la forme ${code('/…/')}, sans guillemets`,
};
