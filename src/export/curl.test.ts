import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { API, hop, PAGE } from '../model/testing/sample-exchange.ts';
import { curlCommands } from './curl.ts';

/** Random traffic takes its time on a busy machine. */
const PATIENCE = { timeout: 60_000 };

/** The words that a POSIX shell makes of a command. */
function shellWords(command: string): readonly string[] {
  const script = `set -- ${command}\nfor word do printf '%s\\0' "$word"; done`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

test('the preflight and the request are repeated as the browser made them', () => {
  const commands = curlCommands(
    hop({
      method: 'PUT',
      preflight: { asksHeaders: 'x-token' },
      requestHeaders: {
        'X-Token': '[redacted]',
        'User-Agent': 'x',
        Cookie: 'a=b',
        'Sec-Fetch-Mode': 'cors',
      },
    }),
  );
  expect(commands.map(shellWords)).toEqual([
    [
      'curl',
      '--include',
      '--request',
      'OPTIONS',
      '--globoff',
      '--header',
      `Origin: ${PAGE}`,
      '--header',
      'Access-Control-Request-Method: PUT',
      '--header',
      'Access-Control-Request-Headers: x-token',
      '--url',
      `${API}/items`,
    ],
    [
      'curl',
      '--include',
      '--request',
      'PUT',
      '--globoff',
      '--header',
      `Origin: ${PAGE}`,
      '--header',
      'X-Token: [redacted]',
      '--url',
      `${API}/items`,
    ],
  ]);
});

test('a request that was never seen keeps the origin of its preflight', () => {
  const [, actual = ''] = curlCommands(hop({ method: 'PUT', unsent: true, preflight: {} }));
  expect(shellWords(actual)).toContain(`Origin: ${PAGE}`);
});

test('HEAD waits for no body', () => {
  expect(curlCommands(hop({ method: 'HEAD' }))[0]).toMatch(/^curl --head /);
});

test.each([
  ['a file', { url: 'file:///etc/passwd' }],
  ['no URL', { url: '--output /etc/passwd' }],
  ['a method that is none', { method: 'GET; reboot' }],
])('%s gives no command', (_, input) => {
  expect(curlCommands(hop(input))).toEqual([]);
});

test('nothing in a URL or a header means anything to the shell or to curl', PATIENCE, () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom("'; reboot; '", '$(reboot)', '`reboot`', '\\', '@/etc/passwd', '!x', '\n'),
  );
  fc.assert(
    fc.property(text, text, text, (path, name, value) => {
      const url = `${API}/${path}`;
      const [command = ''] = curlCommands(
        hop({
          url,
          requestHeaders: [
            [name, value],
            ['X-A', value],
          ],
        }),
      );
      if (command === '') return;
      const words = shellWords(command);
      expect(words.slice(0, 5)).toEqual(['curl', '--include', '--request', 'GET', '--globoff']);
      expect(words.filter((word) => word.startsWith('--')).slice(3)).not.toContain('--output');
      expect(words.at(-2)).toBe('--url');
      expect(words.at(-1)).toBe(url.replace(/\p{Cc}/gu, ''));
    }),
    { numRuns: 60 },
  );
});
