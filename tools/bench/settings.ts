import { readOwnSettings } from '../../src/diagnosis/own-settings.ts';
import type { SettingsFile } from '../../src/settings/file.ts';
import { treeOf as javascriptTree } from '../../src/settings/javascript/tree.ts';
import { parseNginx } from '../../src/settings/nginx/parse-nginx.ts';
import { treeOf as pythonTree } from '../../src/settings/python/tree.ts';
import { requirementOf, seenIn, settingsCases } from '../real-servers/django/settings-cases.ts';
import { ownFileCases } from '../real-servers/own-files/cases.ts';
import { table } from '../table.ts';
import { SHAPES, type Shape } from './settings-shapes.ts';
import { median, ratio, worked } from './statistics.ts';

/** A settings file of this size is far larger than any that people write. */
const LENGTH = 100_000;
const LONGER = 4;

const CASES: Readonly<Record<Shape['stack'], string>> = {
  'django-cors-headers': 'plain-list',
  'express-cors': 'function-over-array',
  fastapi: 'trailing-slash',
  'flask-cors': 'credentials-off',
  nginx: 'location-drops',
};

/** What parses the files of a stack, where it is not Python. */
const treesOf: Readonly<Partial<Record<Shape['stack'], (file: SettingsFile) => unknown>>> = {
  'express-cors': javascriptTree,
  nginx: parseNginx,
};

/** Times the reading of 100 kB of settings, beside only parsing them, and of four times as much. */
export function showSettings(rounds: number): void {
  console.log(`\nA settings file of 100 kB: faults, edit and proof (median of ${rounds} rounds)\n`);
  console.log(
    table(
      [
        { title: 'it has many', width: 32 },
        { title: 'parse', width: 9 },
        { title: 'read', width: 9 },
        { title: 'ratio', width: 7 },
        { title: '400 kB', width: 9 },
        { title: 'growth', width: 7 },
      ],
      SHAPES.map((shape) => {
        const { parse, read } = measure(shape, LENGTH, rounds);
        const longer = measure(shape, LENGTH * LONGER, 1).read;
        return [
          shape.name,
          `${Math.round(median(parse))} ms`,
          `${Math.round(median(read))} ms`,
          ratio(read, parse),
          `${Math.round(median(longer))} ms`,
          `×${(median(longer) / median(read)).toFixed(1)}`,
        ];
      }),
    ),
  );
}

function measure(shape: Shape, length: number, rounds: number) {
  const { stack, line } = shape;
  const cases = stack === 'django-cors-headers' ? settingsCases() : ownFileCases(stack);
  const one = cases.find(({ name }) => name === CASES[stack]);
  const [main, ...others] = one?.files ?? [];
  if (one === undefined || main === undefined) throw new Error(`there is no case ${CASES[stack]}`);
  const { name } = main;
  let { text } = main;
  for (let at = 0; text.length < length; at += 1) text += line(at);
  const treeOf = treesOf[stack] ?? pythonTree;
  const times = { parse: [] as number[], read: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.parse.push(worked(() => treeOf({ name, text })));
    const files: readonly SettingsFile[] = [{ name, text }, ...others];
    times.read.push(
      worked(() => readOwnSettings(files, requirementOf(one), seenIn(one, one.answers ?? []))),
    );
  }
  return times;
}
