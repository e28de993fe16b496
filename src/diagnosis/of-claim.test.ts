import { describe, expect, test } from 'vitest';
import { readConsole } from '../console/read-console.ts';
import { plainText } from '../model/prose.ts';
import { snippetText } from '../servers/kit/stack.ts';
import { answerTo } from './of-claim.ts';

const chrome = (url: string, page = 'http://localhost:5173'): string =>
  `Access to fetch at '${url}' from origin '${page}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`;
const firefox = (reason: string): string =>
  `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at http://api.test/x. (Reason: ${reason}).`;

function answer(text: string, said: { readonly page?: string; readonly stack?: string } = {}) {
  const [claim] = readConsole(text).claims;
  if (claim === undefined) throw new Error(`no message in: ${text}`);
  const { says, fix, asks } = answerTo(claim, { page: null, stack: null, ...said });
  return {
    asks,
    server: fix?.stack.id ?? null,
    says: says.map(plainText).join(' '),
    lines: fix?.remedy.snippets.map(snippetText).join('\n') ?? '',
  };
}

describe('what the text leaves open is asked for', () => {
  test.each([
    ['which server answers', chrome('http://api.test/x'), 'server'],
    ['which page asked', firefox('CORS header ‘Access-Control-Allow-Origin’ missing'), 'page'],
    [
      'what Safari does not tell apart',
      'Origin http://a.test is not allowed by Access-Control-Allow-Origin. Status code: 200 Fetch API cannot load http://api.test/a due to access control checks.',
      'headers',
    ],
  ])('%s', (_, text, asks) => {
    expect(answer(text)).toMatchObject({ asks, server: null });
  });
});

test('the address shows the server, so nothing is asked', () => {
  const text = chrome('http://localhost:11434/api/chat', 'https://app.test');
  expect(answer(text)).toMatchObject({ asks: null, server: 'ollama' });
  expect(answer(text).lines).toContain('OLLAMA_ORIGINS=https://app.test');
});

test('a server of others gets ways around, and no header line', () => {
  const text = chrome('https://maps.googleapis.com/maps/api/geocode/json?address=x');
  expect(answer(text)).toMatchObject({ asks: null, server: null });
  expect(answer(text).says).toContain('Maps JavaScript API');
});

test('an error of the server comes before any setting', () => {
  const text = `${chrome('http://localhost:8000/x')}\nGET http://localhost:8000/x net::ERR_FAILED 500 (Internal Server Error)`;
  expect(answer(text)).toMatchObject({ asks: null, server: null });
  expect(answer(text).says).toContain('Fix the 500 first');
});

test('the request line gives the method to allow', () => {
  const text = `Access to fetch at 'http://api.test/x' from origin 'http://a.test' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.\nPUT http://api.test/x net::ERR_FAILED`;
  expect(answer(text, { stack: 'fastapi' }).lines).toContain('PUT');
});

test('a page opened as a file is told to use a server', () => {
  const text = chrome('http://api.test/x', 'null');
  expect(answer(text, { stack: 'express-cors' })).toMatchObject({ asks: null, server: null });
  expect(answer(text).says).toContain('Open the page from a server');
});

test('no response is no refusal', () => {
  const { says, server, asks } = answer(firefox('CORS request did not succeed'));
  expect([server, asks]).toEqual([null, null]);
  expect(says).toContain('Check that the server runs');
});

describe('a cause without a setting says what to change', () => {
  const blocked = (reason: string, url = 'http://api.test/x', page = 'http://a.test'): string =>
    `Access to fetch at '${url}' from origin '${page}' has been blocked by CORS policy: ${reason}`;
  const SCHEMES = 'Cross origin requests are only supported for protocol schemes: http, https.';
  test.each([
    ['an address without http://', blocked(SCHEMES, 'localhost:8000/x'), 'http://localhost:8000/x'],
    ['another scheme', blocked(SCHEMES, 'ftp://a.test/x'), 'Serve ftp://a.test/x over http'],
    ['a page opened as a file', blocked(SCHEMES, 'file:///C:/x.js', 'null'), 'from a server'],
    [
      'no permission for the local network',
      blocked('Permission was denied for this request to access the `loopback` address space.'),
      'Give the page permission',
    ],
    [
      'an old browser',
      "XMLHttpRequest cannot load http://a.test/x. The request was redirected to 'http://a.test/y', which is disallowed for cross-origin requests that require preflight.",
      'Update the browser',
    ],
    ['a text that ends early', blocked(''), 'Paste the whole message'],
    [
      'Safari got no response to the preflight',
      'CORS-preflight request was blocked [Error] Fetch API cannot load http://a.test/x due to access control checks.',
      'Check that the server runs',
    ],
  ])('%s', (_, text, advice) => {
    const { says, server, asks } = answer(text, { stack: 'express-cors', page: 'http://a.test' });
    expect([server, asks]).toEqual([null, null]);
    expect(says).toContain(advice);
  });
});

test('a refused preflight gets the fix that answers it, and no status is made up', () => {
  const text = `Access to fetch at 'http://api.test/x' from origin 'http://a.test' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: It does not have HTTP ok status.`;
  const { server, says, lines } = answer(text, { stack: 'nginx' });
  expect(server).toBe('nginx');
  expect(lines).toContain('return 204');
  expect(says).not.toMatch(/\b400\b/);
});

test('where the preflight met an error of a proxy, that comes first', () => {
  const text = `${firefox('CORS preflight response did not succeed')} Status code: 502.`;
  expect(answer(text, { page: 'http://a.test', stack: 'nginx' }).says).toContain('(502)');
});
