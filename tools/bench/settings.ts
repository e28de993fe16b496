import { readOwnSettings } from '../../src/diagnosis/own-settings.ts';
import { treeOf } from '../../src/settings/python/tree.ts';
import { requirementOf, seenIn, settingsCases } from '../real-servers/django/settings-cases.ts';
import { table } from '../table.ts';
import { median, ratio } from './statistics.ts';

/** A settings file of this size is far larger than any that people write. */
const LENGTH = 100_000;
const CASE = 'plain-list';

type Shape = { readonly name: string; readonly line: (at: number) => string };

const SHAPES: readonly Shape[] = [
  { name: 'short lists', line: (at) => `VALUE_${at} = ['a', 'b', ${at}]\n` },
  {
    name: 'dictionaries',
    line: (at) => `OPTIONS_${at} = {'name': 'a', 'size': ${at}, 'on': True}\n`,
  },
  {
    name: 'conditions',
    line: (at) => `if env("A${at}"):\n    CORS_ALLOWED_ORIGINS = ["http://a${at}"]\n`,
  },
  { name: 'comments', line: () => '# what this setting does, in a whole sentence of words\n' },
  { name: 'one more character a line', line: (at) => `${'('.repeat(at % 90)}\n` },
];

/** Times the reading of 100 kB of settings, beside only parsing them. */
export function showSettings(rounds: number): void {
  console.log(`\nA settings file of 100 kB: faults, edit and proof (median of ${rounds} rounds)\n`);
  console.log(
    table(
      [
        { title: 'it has many', width: 28 },
        { title: 'parse', width: 9 },
        { title: 'read', width: 9 },
        { title: 'ratio', width: 7 },
      ],
      SHAPES.map((shape) => {
        const { parse, read } = measure(shape, rounds);
        return [
          shape.name,
          `${Math.round(median(parse))} ms`,
          `${Math.round(median(read))} ms`,
          ratio(read, parse),
        ];
      }),
    ),
  );
}

function measure({ line }: Shape, rounds: number) {
  const one = settingsCases().find(({ name }) => name === CASE);
  if (one === undefined) throw new Error(`there is no case ${CASE}`);
  let text = one.files[0]?.text ?? '';
  for (let at = 0; text.length < LENGTH; at += 1) text += line(at);
  const times = { parse: [] as number[], read: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.parse.push(timed(() => treeOf({ name: 'settings.py', text })));
    times.read.push(
      timed(() =>
        readOwnSettings(
          [{ name: 'settings.py', text }],
          requirementOf(one),
          seenIn(one, one.answers ?? []),
        ),
      ),
    );
  }
  return times;
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
