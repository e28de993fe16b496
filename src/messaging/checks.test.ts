import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exchange } from '../model/testing/sample-exchange.ts';
import { parseCheckAnswer, parseCheckQuestion } from './checks.ts';

const question = { type: 'check', tabId: 7, exchange: '12', cookies: false, quiet: true };

test('a question is understood, without what does not belong to it', () => {
  expect(parseCheckQuestion({ ...question, url: 'http://127.0.0.1/' })).toEqual(question);
});

test.each([
  ['an exchange', { type: 'checked', exchange: exchange() }],
  ['why nothing was asked', { type: 'not-checked', why: 'not-granted' }],
])('%s is understood', (_, answer) => {
  expect(parseCheckAnswer({ ...answer, more: 1 })).toEqual(answer);
});

test('cookies are sent only for a clear yes', () => {
  expect(parseCheckQuestion({ ...question, cookies: 'yes' })?.cookies).toBe(false);
  expect(parseCheckQuestion({ ...question, cookies: true })?.cookies).toBe(true);
});

test.each([
  null,
  undefined,
  'check',
  [],
  {},
  { ...question, tabId: '7' },
  { ...question, exchange: 12 },
  { ...question, exchange: 'x'.repeat(1_000) },
  { type: 'checked', exchange: null },
  { type: 'checked', exchange: { id: '1', hops: [] } },
  { type: 'not-checked', why: 'no such reason' },
])('%j is neither', (value) => {
  expect(parseCheckQuestion(value)).toBeNull();
  expect(parseCheckAnswer(value)).toBeNull();
});

test('no message throws, however unexpected', () => {
  fc.assert(
    fc.property(fc.anything(), (message) => {
      parseCheckQuestion(message);
      parseCheckAnswer(message);
    }),
  );
});
