import { expect, test } from 'vitest';
import { loadedTogether } from './loaded-together.ts';
import { built } from './testing/built.ts';

const says = (word: string, ...imports: readonly string[]): string =>
  `${imports.map((name) => `import './${name}.ts';\n`).join('')}console.log('${word}');\n`;

const MODULES = {
  'worker.ts': says('worker', 'all', 'store'),
  'panel.ts': `${says('panel')}import('./panel-view.ts');\n`,
  'popup.ts': `${says('popup')}import('./popup-view.ts');\n`,
  'panel-view.ts': `${says('panel-view', 'all', 'list', 'row', 'icons')}import('./detail.ts');\n`,
  'popup-view.ts': says('popup-view', 'all', 'list'),
  'detail.ts': says('detail', 'icons', 'steps', 'store'),
  'all.ts': says('all'),
  'list.ts': says('list', 'words'),
  'words.ts': says('words'),
  'row.ts': says('row'),
  'icons.ts': says('icons'),
  'steps.ts': says('steps'),
  'store.ts': says('store'),
};

test('what the same views load at once is one script', async () => {
  const scripts = await built(MODULES, ['worker.ts', 'panel.ts', 'popup.ts'], () => [
    loadedTogether(),
  ]);
  const said = scripts
    .map(({ code }) => [...code.matchAll(/console\.log\("([\w-]+)"\)/g)].map(([, word]) => word))
    .filter(({ length }) => length > 0)
    .map((words) => words.toSorted().join(' '));
  expect(said.toSorted()).toEqual([
    'all',
    'detail steps',
    'icons panel-view row',
    'list words',
    'panel',
    'popup',
    'popup-view',
    // The detail needs it too, and must not start a worker.
    'store',
    'worker',
  ]);
});
