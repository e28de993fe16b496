import { expect, test } from 'vitest';
import { diagnoseRow } from '../diagnosis/row.ts';
import { createEndpointIndex } from '../endpoints/endpoint-index.ts';
import { CHROMIUM_BLOCKED, exchange } from '../model/testing/sample-exchange.ts';
import { arrange } from './arrange.ts';
import { heightOf, highestHead, indexOf, listItems } from './list-items.ts';

const blocked = ['a', 'b'].map((name) =>
  exchange({
    id: name,
    url: `http://api.example/${name}`,
    error: CHROMIUM_BLOCKED,
    response: { headers: {} },
  }),
);
const passed = exchange({
  id: 'c',
  url: 'http://other.example/c',
  response: { headers: { 'Access-Control-Allow-Origin': '*' } },
});
const itemsBy = (groupBy: 'server' | 'cause') =>
  listItems(
    arrange(createEndpointIndex('chromium', diagnoseRow)([...blocked, passed]), {
      groupBy,
      sort: 'trouble',
    }),
  );

test('a head is above its rows, and rows are counted through all groups', () => {
  const items = itemsBy('server');
  expect(items.map(({ endpoint }) => endpoint?.path ?? 'head')).toEqual([
    'head',
    '/a',
    '/b',
    'head',
    '/c',
  ]);
  expect(items.map(({ head }) => head)).toEqual([0, 0, 0, 3, 3]);
  expect(items.at(-1)?.number).toBe(3);
  expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
  expect(indexOf(items, items[4]?.key ?? null)).toBe(4);
});

test('heads are as high as their lines, rows in trouble as two lines', () => {
  expect(itemsBy('server').map(heightOf)).toEqual([24, 43, 43, 24, 23]);
  expect(itemsBy('cause').map(heightOf)).toEqual([60, 43, 43, 42, 23]);
  expect(highestHead(itemsBy('cause'))).toBe(60);
});
