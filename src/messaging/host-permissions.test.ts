import { expect, test } from 'vitest';
import { parsePermissionsAnswer, parsePermissionsQuestion } from './host-permissions.ts';

test.each([
  [{ type: 'ask', tabId: 7, wanted: ['http://app.test/'] }],
  [{ type: 'ask', tabId: 7, wanted: 'all' }],
  [{ type: 'remove', origins: ['*://app.test/*'] }],
])('the question %j is understood', (question) => {
  expect(parsePermissionsQuestion({ ...question, more: 1 })).toEqual(question);
});

test('the answer is understood', () => {
  const answer = { type: 'granted', origins: ['http://localhost/*'] };
  expect(parsePermissionsAnswer({ ...answer, more: 1 })).toEqual(answer);
});

test.each([
  null,
  undefined,
  7,
  'ask',
  [],
  {},
  { type: 'ask' },
  { type: 'ask', tabId: '7', wanted: [] },
  { type: 'ask', tabId: 7, wanted: [7] },
  { type: 'ask', tabId: 7, wanted: 'some' },
  { type: 'remove', origins: 'http://app.test' },
  { type: 'granted', origins: [null] },
])('%j is not a question and not an answer', (value) => {
  expect(parsePermissionsQuestion(value)).toBeNull();
  expect(parsePermissionsAnswer(value)).toBeNull();
});
