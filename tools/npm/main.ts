// npm run package:npm: the npm package, in dist/npm and packed.
import { relative } from 'node:path';
import { buildNpm } from './build.ts';

const root = process.cwd();
console.log(relative(root, await buildNpm(root)));
