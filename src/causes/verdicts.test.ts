import { expect, test } from 'vitest';
import { plainText } from '../model/prose.ts';
import { undetermined } from './undetermined.ts';
import { refused, unreadable, verdicts, warnings } from './verdicts.ts';

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
    'The server lets http://localhost:3000 read its response to PUT http://localhost:8000/api/.',
  ],
  [
    'allowed within one origin',
    'allowed',
    { ...REQUEST, origin: 'http://localhost:8000' },
    'The response to PUT http://localhost:8000/api/ needed no permission from the server.',
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
    'We could not see whether http://localhost:3000 may read the response to PUT http://localhost:8000/api/.',
  ],
] as const)('says what is %s', (_, verdict, request, sentence) => {
  expect(plainText(verdicts[verdict].explain(request))).toBe(sentence);
  expect(plainText(verdicts[verdict].why(request))).toMatch(/^[A-Z].*[^.]\.$/);
});

test('every open verdict says what settles it, each in its own words', () => {
  const words = [...Object.values(undetermined), verdicts.undetermined.why(REQUEST)].map(plainText);
  expect(new Set(words).size).toBe(words.length);
  for (const text of words) expect(text).toMatch(/^(Reload|Repeat|To find out).*[^.]\.$/);
});

test('the verdict mentions a wildcard with an Authorization header', () => {
  expect(plainText(warnings['authorization-covered-by-wildcard'])).toContain('authorization');
});

test('a refusal by the server itself shows its status', () => {
  const request = { ...REQUEST, status: 403 };
  expect(plainText(refused.explain(request))).toBe(
    'The server returned 403 to PUT http://localhost:8000/api/.',
  );
  expect(refused.title(403)).toBe('Status 403, not blocked by CORS');
});

test('the page cannot read an answer to a no-cors request', () => {
  expect(plainText(unreadable.explain(REQUEST))).toContain("mode: 'no-cors'");
  expect(plainText(unreadable.why(REQUEST))).toContain('status 0');
});
