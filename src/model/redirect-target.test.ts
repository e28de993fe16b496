import { describe, expect, test } from 'vitest';
import { isRedirect, redirectTarget } from './redirect-target.ts';
import { hop } from './testing/sample-exchange.ts';

test.each([
  [301, '/x', true],
  [303, 'https://b.example', true],
  [308, '/', true],
  [300, '/x', false],
  [304, '/x', false],
  [305, '/x', false],
  [200, '/x', false],
  [302, '', false],
])('%i with Location %s redirects: %s', (status, location, expected) => {
  expect(isRedirect(status, location)).toBe(expected);
});

describe('where a response leads', () => {
  const answer = (Location: string, status = 302) =>
    hop({ url: 'http://a.test/x/y', response: { status, headers: { Location } } });

  test.each([
    ['relative', answer('../z'), 'http://a.test/z'],
    ['absolute', answer('https://b.test/'), 'https://b.test/'],
    [
      'with a redacted password',
      answer('http://[redacted]@b.test/'),
      'http://%5Bredacted%5D@b.test/',
    ],
    ['not a URL', answer('http://'), null],
    ['not a redirect', answer('/z', 200), null],
    ['no Location', hop({ response: { status: 302 } }), null],
    ['no response', hop({ response: null }), null],
    [
      'as the browser reported',
      hop({ response: null, redirectedTo: 'http://c.test/' }),
      'http://c.test/',
    ],
  ])('%s', (_, one, expected) => {
    expect(redirectTarget(one)).toBe(expected);
  });
});
