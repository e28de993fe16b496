import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Hop } from '../model/exchange.ts';
import { SHELLS, type Shell } from '../model/shell.ts';
import { API, exchange, hop, PAGE } from '../model/testing/sample-exchange.ts';
import { curlCommands, toCurl } from './curl.ts';

/** The words that a POSIX shell reads in a command. */
function shellWords(command: string): readonly string[] {
  const script = `set -- ${command}\nfor word do printf '%s\\0' "$word"; done`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

function commandsOf(leg: Hop, shell: Shell = 'bash'): readonly string[] {
  const made = curlCommands(leg, shell);
  if ('refused' in made) throw new Error(made.refused);
  return made.commands;
}

test('the preflight and the request are repeated as the browser made them', () => {
  const commands = commandsOf(
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

test('a request that never appeared keeps the origin of its preflight', () => {
  const [, actual = ''] = commandsOf(hop({ method: 'PUT', unsent: true, preflight: {} }));
  expect(shellWords(actual)).toContain(`Origin: ${PAGE}`);
});

test('HEAD waits for no body', () => {
  expect(commandsOf(hop({ method: 'HEAD' }))[0]).toMatch(/^curl --head /);
});

test.each([
  ['a file', { url: 'file:///etc/passwd' }],
  ['an invalid URL', { url: '--output /etc/passwd' }],
  ['an invalid method', { method: 'GET; reboot' }],
])('%s gives no command', (_, input) => {
  for (const shell of SHELLS) expect(commandsOf(hop(input), shell)).toEqual([]);
});

test.each<readonly [string, Shell, string]>([
  [
    'bash, zsh, fish',
    'bash',
    `curl --include --request 'GET' --globoff \\
  --header 'Origin: ${PAGE}' \\
  --header 'X-Note: it'\\''s '\\\\' ' \\
  --url '${API}/items?a=1&b=%20'`,
  ],
  [
    'PowerShell',
    'powershell',
    `curl.exe --include --request 'GET' --globoff \`
  --header 'Origin: ${PAGE}' \`
  --header 'X-Note: it''s \\ ' \`
  --url '${API}/items?a=1&b=%20'`,
  ],
])('in %s it looks as people write it', (_, shell, command) => {
  const requestHeaders = { 'X-Note': "it's \\ " };
  expect(commandsOf(hop({ url: `${API}/items?a=1&b=%20`, requestHeaders }), shell)).toEqual([
    command,
  ]);
});

test('in cmd it is one line with everything in double quotes', () => {
  const leg = hop({ url: `${API}/items?a=1&calc`, requestHeaders: { 'X-Path': 'C:\\' } });
  expect(commandsOf(leg, 'cmd')).toEqual([
    `curl.exe --include --request "GET" --globoff --header "Origin: ${PAGE}" --header "X-Path: C:\\\\" --url "${API}/items?a=1&calc"`,
  ]);
});

const note = (value: string) => ({ requestHeaders: { 'X-Note': value } });

test.each<readonly [string, Shell, Parameters<typeof hop>[0], string]>([
  [
    'a percent sign in the URL',
    'cmd',
    { url: `${API}/a%20b` },
    'Copy for PowerShell instead: the URL has a percent sign, which is not safe in cmd.',
  ],
  [
    'an exclamation mark',
    'cmd',
    note('hi!'),
    'Copy for PowerShell instead: the X-Note header has an exclamation mark, which is not safe in cmd.',
  ],
  [
    'a double quote',
    'powershell',
    note('"'),
    'Copy for bash, zsh, fish instead: the X-Note header has a double quote, which is not safe in PowerShell.',
  ],
  [
    'a backslash before the closing quote',
    'powershell',
    note('a\\'),
    'Copy for cmd instead: the X-Note header has a backslash at its end, which is not safe in PowerShell.',
  ],
  [
    'a line that cmd would cut',
    'cmd',
    { url: `${API}/${'a'.repeat(8_000)}` },
    'Copy for PowerShell instead: the command has more than 8,000 characters, which is not safe in cmd.',
  ],
  ...SHELLS.flatMap((shell) =>
    ['\u202e', '\u00e2\u0080\u00ae', '\u200b', '\u2019', '\n', '\0', '\u00e9'].map(
      (value) =>
        [
          JSON.stringify(value),
          shell,
          note(`a${value}b`),
          'Save as HAR instead: the X-Note header has a control character or one outside ASCII, which is not safe in ',
        ] as const,
    ),
  ),
])('%s is refused for %s, with what to do instead', (_, shell, input, sentence) => {
  expect(curlCommands(hop(input), shell)).toEqual({ refused: expect.stringContaining(sentence) });
});

test('hidden characters in a URL are percent-encoded', () => {
  const url = `${API}/\u202ea\u200b "b"\\`;
  expect(shellWords(commandsOf(hop({ url }))[0] ?? '').at(-1)).toBe(
    `${API}/%E2%80%AEa%E2%80%8B%20%22b%22%5C`,
  );
});

test('safe requests are copied, and a sentence covers the others', () => {
  const made = toCurl([exchange({ url: `${API}/a` }), exchange({ url: `${API}/b%20` })], 'cmd');
  expect(made.text).toContain(`"${API}/a"\n`);
  expect(made.text).not.toContain('/b');
  expect(made.refused).toEqual([expect.stringContaining('the URL has a percent sign')]);
});
