import { expect, test } from 'vitest';
import { parseCapture } from './parse-state.ts';
import { initialCapture } from './state.ts';
import { HEADERS_KEY, toEntries } from './store-state.ts';
import { ALLOW, eventsOf, feed, START, type Step } from './testing/sample-events.ts';
import { exchangesOfTab } from './view.ts';

const SERVER = [['Server', 'nginx'], ...ALLOW] as const;
const whole: readonly Step[] = [['B'], ['s'], ['H', 200, SERVER], ['S'], ['C', SERVER]];
const state = feed('chromium', [
  ...eventsOf({ id: '1' }, whole, [0]),
  ...eventsOf({ id: '2' }, whole, [20]),
]);
const { set } = toEntries(initialCapture('chromium', START), state);
const readAgain = (stored: Record<string, unknown>) => parseCapture(stored, 'chromium', START);
const records = ({ state }: ReturnType<typeof readAgain>) =>
  ['1', '2'].map(
    (id) => state.records.nodes.flat(2).find((entry) => entry?.[0] === id)?.[1].record,
  );

test('a record is one text without repetition, and is read unchanged', () => {
  const text = String(set['capture:request:2']);
  expect(text).not.toContain('nginx');
  expect(text.match(/http:\/\/127\.0\.0\.1/g)).toHaveLength(1);
  const again = readAgain(set);
  expect([again.problem, again.stale]).toEqual([null, []]);
  expect(records(again)).toEqual(records({ state, problem: null, stale: [] }));
});

const CHECKED = { of: '1', credentials: 'include', cookies: false, withheld: ['cookie'] } as const;

test('what Crosscheck asked is still known as its own after a restart', () => {
  const checks = feed('chromium', [
    ...eventsOf({ id: '1' }, whole, [0]).map((event) => ({ ...event, checked: CHECKED })),
  ]);
  const stored = toEntries(initialCapture('chromium', START), checks).set;
  expect(exchangesOfTab(readAgain(stored).state, 7)).toMatchObject([{ checked: CHECKED }]);
  const damaged = String(stored['capture:request:1']).replace('"of":"1"', '"of":1');
  const again = readAgain({ ...stored, 'capture:request:1': damaged });
  expect(exchangesOfTab(again.state, 7)).toEqual([]);
  expect(again.stale).toEqual(['capture:request:1']);
});

test.each<[string, unknown]>([
  ['are gone', undefined],
  ['are no JSON', '[["Server"'],
  ['are no headers', '[["Server", 1]]'],
  ['have one twice, so that the later positions are wrong', '[["a","b"],["a","b"],["c","d"]]'],
])('if the shared headers %s, the requests that need them are reported as lost', (_, damaged) => {
  const { problem, stale } = readAgain({ ...set, [HEADERS_KEY]: damaged });
  expect(problem).toBe('2 stored requests could not be read');
  expect(stale.toSorted()).toEqual(['capture:request:1', 'capture:request:2']);
});

test('headers that differ in each response do not fill the shared list', () => {
  const dated = Array.from({ length: 50 }, (_, i) =>
    eventsOf({ id: `${i}` }, [['B'], ['s'], ['H', 200, [['Date', `${i}`], ...SERVER]]], [i * 9]),
  ).flat();
  const { shared } = feed('chromium', dated);
  expect(shared.list.filter(([name]) => name === 'Date')).toHaveLength(8);
  expect(shared.list).toContainEqual(['Server', 'nginx']);
});
