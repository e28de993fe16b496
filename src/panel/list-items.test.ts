import { expect, test } from 'vitest';
import { diagnoseRow } from '../diagnosis/row.ts';
import { createEndpointIndex } from '../endpoints/endpoint-index.ts';
import type { ListChoices } from '../model/kept-view.ts';
import { CHROMIUM_BLOCKED, exchange } from '../model/testing/sample-exchange.ts';
import { arrange } from './arrange.ts';
import {
  hasCauseLine,
  highestHead,
  indexOf,
  type ListItem,
  lineOf,
  listItems,
} from './list-items.ts';
import { between, toggled } from './row-keys.ts';

const refused = (path: string, at: number, method = 'GET') =>
  exchange({
    id: `${method} ${path}`,
    at,
    method,
    url: `http://api.example${path}`,
    error: CHROMIUM_BLOCKED,
    response: { headers: {} },
  });
const passed = exchange({
  id: 'c',
  at: 90,
  url: 'http://other.example/c',
  response: { headers: { 'Access-Control-Allow-Origin': '*' } },
});
/** One row, three that fold, and two that do not. */
const all = [
  refused('/a', 1),
  refused('/n/1', 2),
  refused('/n/2', 3),
  refused('/n/3', 4),
  refused('/m/1', 5),
  refused('/m/2', 6),
  passed,
];
const rows = createEndpointIndex('chromium', diagnoseRow)(all);
const groupsBy = (
  groupBy: ListChoices['groupBy'],
  sort: ListChoices['sort'] = 'trouble',
  pinned: readonly string[] = [],
) => arrange(rows, { groupBy, sort }, new Set(pinned));
const name = ({ endpoint, fold, group }: ListItem): string =>
  endpoint?.path ?? (fold === null ? group.title : `${fold.path} ×${fold.endpoints.length}`);
const keyOf = (path: string): string => rows.find((row) => row.path === path)?.key ?? '';

const SERVER = ['http://api.example', '/a', '/n/:id ×3', '/m/1', '/m/2'];

test('rows that differ only in a parameter are one closed line', () => {
  const items = listItems(groupsBy('server'));
  expect(items.map(name)).toEqual([...SERVER, 'http://other.example', '/c']);
  expect(items.map(({ open }) => open)).toEqual([true, null, false, null, null, true, null]);
  expect(items.map(({ span }) => span.first)).toEqual([0, 0, 0, 0, 0, 5, 5]);
  expect(items.map(({ span }) => span.last)).toEqual([4, 4, 4, 4, 4, 6, 6]);
  expect(items[2]?.keys).toEqual(['/n/1', '/n/2', '/n/3'].map(keyOf));
  expect(items[2]?.fold?.oneFix).toBe(true);
});

test('what the user opened or closed stays so', () => {
  const groups = groupsBy('server');
  const [head, , fold] = listItems(groups).map(({ key }) => key);
  const opened = listItems(groups, new Set([fold ?? '']));
  expect(opened.map(name).slice(0, 7)).toEqual([
    ...SERVER.slice(0, 3),
    '/n/1',
    '/n/2',
    '/n/3',
    '/m/1',
  ]);
  expect(
    opened.slice(3, 6).map(({ level, number, of, parent }) => [level, number, of, parent]),
  ).toEqual([1, 2, 3].map((number) => [3, number, 3, fold]));
  const closed = listItems(groups, new Set([head ?? '']));
  expect(closed.map(name)).toEqual(['http://api.example', 'http://other.example', '/c']);
});

test('each line has a key of its own, and lines beside it are counted', () => {
  const items = listItems(groupsBy('server'));
  expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
  expect(items.map(({ number, of }) => `${number}/${of}`)).toEqual([
    '1/2',
    '1/4',
    '2/4',
    '3/4',
    '4/4',
    '2/2',
    '1/1',
  ]);
});

test('a row in a closed line is found there', () => {
  const groups = groupsBy('server');
  const items = listItems(groups);
  expect(lineOf(items, keyOf('/n/2'))).toBe(2);
  expect(lineOf(items, keyOf('/a'))).toBe(1);
  expect(lineOf(items, null)).toBe(-1);
  expect(lineOf(items, 'gone')).toBe(-1);
  expect(lineOf(listItems(groups, new Set([items[0]?.key ?? ''])), keyOf('/n/2'))).toBe(0);
});

test('by cause, only the head says the cause', () => {
  const items = listItems(groupsBy('cause'));
  expect(items.map(name).slice(1, 5)).toEqual(SERVER.slice(1));
  expect(items.map(({ height }) => height)).toEqual([60, 23, 23, 23, 23, 42, 23]);
  expect(highestHead(groupsBy('cause'))).toBe(60);
  expect(highestHead(groupsBy('cause'), 350)).toBe(60);
  expect(highestHead(groupsBy('cause'), 280)).toBe(78);
  expect(listItems(groupsBy('server')).map(({ height }) => height)).toEqual([
    24, 43, 43, 43, 43, 24, 23,
  ]);
});

test('without groups, every row is a line, in one order', () => {
  expect(listItems(groupsBy('none', 'newest')).map(name)).toEqual([
    '/c',
    '/m/2',
    '/m/1',
    '/n/3',
    '/n/2',
    '/n/1',
    '/a',
  ]);
  expect(highestHead(groupsBy('none'))).toBe(0);
  expect(listItems([])).toEqual([]);
});

test('pinned rows come first, and are not folded', () => {
  const items = listItems(groupsBy('server', 'trouble', [keyOf('/n/2')]));
  expect(items.map(name)).toEqual([
    'Pinned',
    '/n/2',
    'http://api.example',
    '/a',
    '/n/1',
    '/n/3',
    '/m/1',
    '/m/2',
    'http://other.example',
    '/c',
  ]);
});

test.each<[ListChoices['sort'], readonly string[]]>([
  ['url', ['/a', '/m/1', '/m/2', '/n/1', '/n/2', '/n/3', '/c']],
  ['status', ['/a', '/m/1', '/m/2', '/n/1', '/n/2', '/n/3', '/c']],
  ['method', ['/a', '/m/1', '/m/2', '/n/1', '/n/2', '/n/3', '/c']],
  ['trouble', ['/a', '/n/1', '/n/2', '/n/3', '/m/1', '/m/2', '/c']],
])('sorted by %s', (sort, expected) => {
  expect(listItems(groupsBy('none', sort)).map(name)).toEqual(expected);
});

test('a range holds the rows of closed lines, and its end comes last', () => {
  const items = listItems(groupsBy('server'));
  const paths = (keys: readonly string[]) =>
    keys.map((key) => rows.find((row) => row.key === key)?.path);
  expect(paths(between(items, 1, 2))).toEqual(['/a', '/n/1', '/n/2', '/n/3']);
  expect(paths(between(items, 3, 1))).toEqual(['/m/1', '/n/3', '/n/2', '/n/1', '/a']);
  expect(paths(between(items, -1, 1))).toEqual(['/a']);
  expect(indexOf(items, keyOf('/c'))).toBe(6);
});

test.each([
  ['adds a row', ['a'], ['b'], ['a', 'b']],
  ['adds several', ['a'], ['b', 'c'], ['a', 'b', 'c']],
  ['takes several out', ['a', 'b', 'c'], ['b', 'c'], ['a']],
  ['adds the rest of a line', ['a', 'b'], ['b', 'c'], ['a', 'b', 'c']],
  ['never takes the last one out', ['a'], ['a'], ['a']],
] as const)('the space bar %s', (_, picked, keys, expected) => {
  expect(toggled(new Set(picked), null, keys)).toEqual(expected);
});

test('where the user leaves out causes, no line has a second one', () => {
  const groups = groupsBy('server');
  expect(listItems(groups).some(hasCauseLine)).toBe(true);
  expect(listItems(groups, new Set(), false).some(hasCauseLine)).toBe(false);
});
