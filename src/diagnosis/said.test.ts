import { describe, expect, test } from 'vitest';
import { NO_NOTES } from '../model/notes.ts';
import { plainText } from '../model/prose.ts';
import { CHROMIUM_BLOCKED, exchange, PAGE } from '../model/testing/sample-exchange.ts';
import { type Snippet, snippetText } from '../servers/kit/stack.ts';
import { addressOf } from './address.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis, ProvedRemedy } from './diagnosis.ts';

/** Nothing shows whether it sends cookies. */
const OPEN = exchange({
  requestHeaders: { 'Sec-Fetch-Site': 'same-site' },
  response: { headers: { 'X-Powered-By': 'Express' } },
  error: CHROMIUM_BLOCKED,
});
const WITH_COOKIE = exchange({
  requestHeaders: { Cookie: '[redacted]' },
  response: { headers: { 'X-Powered-By': 'Express' } },
  error: CHROMIUM_BLOCKED,
});
const DJANGO = exchange({
  requestHeaders: { 'Sec-Fetch-Site': 'same-site' },
  response: {
    headers: {
      Vary: 'origin',
      'X-Frame-Options': 'DENY',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
    },
  },
  error: CHROMIUM_BLOCKED,
});

const said = (one: typeof OPEN, sends: boolean | null): Diagnosis =>
  diagnose(one, {
    browser: 'chromium',
    exchanges: [one],
    notes: sends === null ? NO_NOTES : { ...NO_NOTES, cookies: { [addressOf(one)]: sends } },
  });

/** In the form for the end of the file, if there is one. */
const snippetsOf = (fix: ProvedRemedy | undefined): readonly Snippet[] =>
  fix?.remedy.pasteAtEnd?.snippets ?? fix?.remedy.snippets ?? [];

const printed = ({ remedies: [first] }: Diagnosis): string =>
  snippetsOf(first).map(snippetText).join('');
const conditional = ({ remedies: [first] }: Diagnosis): readonly string[] =>
  snippetsOf(first)
    .flatMap(({ lines }) => lines)
    .flatMap(({ text, mark }) => (mark === 'if-cookies' ? [text.trim()] : []));
const proof = ({ remedies: [first] }: Diagnosis): string | null =>
  first?.proof.condition ? plainText(first.proof.condition) : null;

describe.each([
  ['Express', OPEN, 'credentials: true,'],
  ['Django', DJANGO, 'CORS_ALLOW_CREDENTIALS = True'],
] as const)('nobody saw whether the request sends cookies: %s', (_, one, line) => {
  test('until I say it, the line is shown as depending on it, and not copied', () => {
    const open = said(one, null);
    expect(open.cookies).toEqual({ key: addressOf(one), said: null });
    expect(conditional(open)).toEqual([line]);
    expect(printed(open)).not.toContain(line);
    expect(proof(open)).toBe('if the request sends no cookies');
  });

  test('I say yes: the line is in the fix, and the proof needs no condition', () => {
    const yes = said(one, true);
    expect(yes.cookies?.said).toBe(true);
    expect(printed(yes)).toContain(line);
    expect(conditional(yes)).toEqual([]);
    expect(proof(yes)).toBeNull();
  });

  test('I say no: the line is gone, and the proof needs no condition', () => {
    const no = said(one, false);
    expect(no.cookies?.said).toBe(false);
    expect(printed(no)).not.toContain(line);
    expect(conditional(no)).toEqual([]);
    expect(proof(no)).toBeNull();
  });
});

test('nothing is asked where the cookie was seen, and no answer outweighs it', () => {
  for (const sends of [null, true, false]) {
    const diagnosis = said(WITH_COOKIE, sends);
    expect(diagnosis.cookies).toBeNull();
    expect(printed(diagnosis)).toContain('credentials: true');
  }
});

test('an answer is for the requests of one line of code: other queries, not other pages', () => {
  const other = exchange({ id: '2', page: 'http://localhost:9', url: OPEN.hops[0].url });
  const query = exchange({ id: '3', page: PAGE, url: `${OPEN.hops[0].url}?page=2` });
  expect(addressOf(query)).toBe(addressOf(OPEN));
  expect(addressOf(other)).not.toBe(addressOf(OPEN));
});

test('a block that only cookies need is shown with its end', () => {
  const nginx = exchange({
    requestHeaders: { 'Sec-Fetch-Site': 'same-site' },
    response: { headers: { Server: 'nginx/1.22.1' } },
    error: CHROMIUM_BLOCKED,
  });
  const [map] = said(nginx, null).remedies[0]?.remedy.snippets ?? [];
  const lines = map?.lines.map(({ text, mark }) => [mark === 'if-cookies', text.trim()]);
  expect(lines?.slice(-4)).toEqual([
    [false, '}'],
    [true, 'map $cors_origin $cors_credentials {'],
    [true, '"~." "true";'],
    [true, '}'],
  ]);
});

test('the browser refused what only a request with cookies is refused for: my “no” is about another', () => {
  const refused = exchange({
    requestHeaders: { 'Sec-Fetch-Site': 'same-site' },
    response: {
      headers: { 'X-Powered-By': 'Express', 'Access-Control-Allow-Origin': PAGE },
    },
    error: CHROMIUM_BLOCKED,
  });
  const no = said(refused, false);
  expect(no.cookies).toBeNull();
  expect(printed(no)).toContain('credentials: true,');
  expect(proof(no)).toBeNull();
});
