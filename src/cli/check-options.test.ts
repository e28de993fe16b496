import { expect, test } from 'vitest';
import { parseCheckArguments } from './check-options.ts';

const PAGE = 'http://localhost:3000';
const read = (...args: readonly string[]) =>
  parseCheckArguments(args, { stacks: ['nginx'], browsers: ['chromium', 'firefox'] });

test.each([
  [['http://127.0.0.1:1/'], 'name the page'],
  [['http://127.0.0.1:8000/', '--origin', 'http://127.0.0.1:8000'], 'CORS does not apply'],
  [['http://127.0.0.1:6000/', '--origin', PAGE], 'browsers never connect to this port'],
  [['http://api.test/', '--origin', 'https://app.test'], 'mixed content'],
  [['ftp://a.test/', '--origin', PAGE], 'must begin with http'],
  [['http://a.test/', '--origin', PAGE, '--header', 'Accept'], 'add the value'],
  [['http://a.test/', '--origin', PAGE, '--header', 'Host: x'], 'does not let a page set'],
  [['http://a.test/', '--origin', PAGE, '--method', 'TRACE'], 'fetch refuses the method'],
  [
    ['http://a.test/', '--origin', PAGE, '--server', 'iis-9'],
    '--server: there is no server "iis-9"',
  ],
  [['--help', '-x'], 'unknown option'],
])('%j: %s', (args, says) => {
  expect(read(...args)).toEqual({ problem: expect.stringContaining(says) });
});

test('names, values and defaults are read as fetch takes them', () => {
  const args = ['HTTP://API.test:80/a#b', '--origin', `${PAGE}/page`, '--method', 'delete'];
  const headers = ['--header', 'X-A', '--header', 'content-type', '--header', 'Cookie: a=1'];
  expect(read(...args, ...headers)).toEqual({
    what: {
      check: {
        request: {
          url: 'http://api.test/a',
          origin: PAGE,
          method: 'DELETE',
          headers: [
            ['X-A', null],
            ['content-type', 'application/json'],
          ],
          credentials: true,
          cookies: true,
          sendsAll: false,
        },
        headers: [
          ['content-type', 'application/json'],
          ['Cookie', 'a=1'],
        ],
        name: null,
        expect: 'allowed',
        strangers: false,
      },
    },
    browsers: ['chromium', 'firefox'],
    timeoutMs: 15_000,
    format: 'text',
    stack: null,
  });
});
