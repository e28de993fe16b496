import { expect, test } from 'vitest';
import { exchange } from '../model/testing/sample-exchange.ts';
import { parseBackgroundMessage } from './parse.ts';
import { snapshotOf } from './snapshot.ts';
import { status } from './testing/sample-status.ts';

const exchanges = Array.from({ length: 600 }, (_, index) => exchange({ id: `${index}` }));

test.each([0, 1, 250, 251, 600])('%i exchanges are all sent, in order', (count) => {
  const all = exchanges.slice(0, count);
  const [first, ...pieces] = snapshotOf('chromium', status, all);
  expect(first).toMatchObject({ type: 'snapshot', ids: all.map(({ id }) => id) });
  expect(pieces.flatMap((piece) => ('exchanges' in piece ? piece.exchanges : []))).toEqual(all);
  expect(pieces.map((piece) => 'more' in piece && piece.more)).toEqual(
    pieces.map((_, index) => index < pieces.length - 1),
  );
});

test('a view understands each of the messages', () => {
  const messages = snapshotOf('chromium', status, exchanges);
  expect(messages.map(parseBackgroundMessage)).toEqual(messages);
});
