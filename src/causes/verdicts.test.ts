import { expect, test } from 'vitest';
import { plainText } from '../model/prose.ts';
import { verdicts, warnings } from './verdicts.ts';

const REQUEST = {
  url: 'http://localhost:8000/api/',
  method: 'PUT',
  origin: 'http://localhost:3000',
  undetermined: null,
};

test.each([
  [
    'allowed across origins',
    'allowed',
    REQUEST,
    'The server lets http://localhost:3000 read its answer to PUT http://localhost:8000/api/.',
  ],
  [
    'allowed within one origin',
    'allowed',
    { ...REQUEST, origin: 'http://localhost:8000' },
    'The answer to PUT http://localhost:8000/api/ needed no permission from the server.',
  ],
  [
    'not answered yet',
    'pending',
    REQUEST,
    'The browser still waits for an answer to PUT http://localhost:8000/api/.',
  ],
  [
    'open',
    'undetermined',
    REQUEST,
    'What was seen of PUT http://localhost:8000/api/ does not tell whether http://localhost:3000 may read the answer.',
  ],
] as const)('says what is %s', (_, verdict, request, sentence) => {
  expect(plainText(verdicts[verdict].explain(request))).toBe(sentence);
  expect(plainText(verdicts[verdict].why(request))).toMatch(/^[A-Z].*[^.]\.$/);
});

test('what would settle an open verdict becomes a sentence', () => {
  const words = (undetermined: string | null) =>
    plainText(verdicts.undetermined.why({ ...REQUEST, undetermined }));
  expect(words('the credentials mode is unknown')).toBe('The credentials mode is unknown.');
  expect(words('Reload the page...')).toBe('Reload the page.');
  expect(words(' ')).toBe(words(null));
});

test('a wildcard over authorization is told', () => {
  expect(plainText(warnings['authorization-covered-by-wildcard'])).toContain('authorization');
});
