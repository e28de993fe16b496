import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtAlone } from './built-alone.ts';
import { built } from './testing/built.ts';

const MODULES = {
  'worker.ts': "import { count } from './store.ts';\nconsole.log('worker', count());\n",
  'view.ts': "import { count, list } from './store.ts';\nconsole.log('view', count(), list());\n",
  'store.ts': `import { sum } from './sum.ts';
export const count = () => sum(1, 2);
export const list = () => 'for the view';
`,
  'sum.ts': 'export const sum = (one: number, other: number) => one + other;\n',
};

test('a worker is one script, without what only views use', async () => {
  const scripts = await built(MODULES, ['worker.ts', 'view.ts'], (folder) => [
    builtAlone(join(folder, 'worker.ts')),
  ]);
  const worker = scripts.find(({ code }) => code.includes('"worker"'))?.code;
  expect(worker).toContain('one + other');
  expect(worker).not.toContain('for the view');
  expect(worker).not.toMatch(/\bimport\b/);
});
