import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as traffic from '../../tools/panel-lab/exchanges.ts';
import { browserName, hostile } from '../diagnosis/testing/arbitrary-exchange.ts';
import type { Exchange } from '../model/exchange.ts';
import { API, CHROMIUM_BLOCKED, exchange } from '../model/testing/sample-exchange.ts';
import { allAtOnce } from '../model/work.ts';
import type { Markup } from './blocks.ts';
import { type TeamText, teamTextInTurn } from './team.ts';

/** Random traffic takes time on a busy machine. */
const PATIENCE = { timeout: 60_000 };
const OPTIONS = { version: '1.2.3', capturedAt: '', browserVersion: '156.0' };

const told = (
  exchanges: readonly Exchange[],
  markup: Markup = 'text',
  all: readonly Exchange[] = exchanges,
): TeamText =>
  allAtOnce(teamTextInTurn(exchanges, { browser: 'chromium', exchanges: all }, OPTIONS, markup));

const blocked = (path: string, id = path): Exchange =>
  exchange({ id, url: `${API}${path}`, error: CHROMIUM_BLOCKED, response: { headers: {} } });

describe('the text for the backend team', () => {
  test('says what was tried, what came, the fix and how to check it', () => {
    const { text } = told([traffic.blockedMethod]);
    for (const line of [
      'Please allow http://localhost:3000 to read http://127.0.0.1:8000',
      'The page http://localhost:3000 calls this server. The browser blocks PUT /api/items/42: the server does not allow the method.',
      'To OPTIONS /api/items/42: status 200.',
      'Access-Control-Allow-Methods: GET, POST',
      'The fix, for Django · django-cors-headers:',
      '+    "PUT",',
      "  --header 'Access-Control-Request-Method: PUT' \\",
      'The response must have these lines. Lists may have more in them.',
      'Access-Control-Allow-Methods: PUT',
      'Seen 2026-03-04 09:30:10 UTC in Chromium 156.0. Crosscheck 1.2.3.',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
  });

  test('has one fix for all requests of a server, and each cause once', () => {
    const { text, requests } = told(['/a', '/b', '/c', '/d', '/e'].map((path) => blocked(path)));
    expect(text).toContain('- GET /a, GET /b, GET /c and 2 more: the server does not allow');
    expect(text.match(/^One fix for all of them/gm)).toHaveLength(1);
    expect(text.match(/^How to check/gm)).toHaveLength(1);
    expect(requests).toBe(5);
  });

  test('is a page of its own for each server', () => {
    const { text } = told([traffic.blockedMethod, traffic.blockedStar]);
    expect(text.match(/^Please allow .* to read /gm)).toHaveLength(2);
  });

  test('counts a request that was repeated once', () => {
    const { text, requests } = told([blocked('/a', '1'), blocked('/a', '2')]);
    expect(text).toContain('The browser blocks GET /a: ');
    expect(requests).toBe(2);
  });

  test('is about the chosen requests only, but knows the others', () => {
    const { text, requests } = told([blocked('/a')], 'text', [blocked('/a'), blocked('/b')]);
    expect(text).not.toContain('/b');
    expect(requests).toBe(1);
  });

  test('is empty if nothing is blocked now', () => {
    expect(told([traffic.allowed])).toEqual({ text: '', requests: 0 });
    expect(told([traffic.blockedMissing, traffic.nowAllowed])).toEqual({ text: '', requests: 0 });
  });

  test.each([
    ['a missing header', traffic.blockedMissing],
    ['a method', traffic.blockedMethod],
    ['a header', traffic.blockedHeader],
    ['another origin', traffic.blockedMismatch],
    ['a star with cookies', traffic.blockedStar],
    ['a redirect', traffic.blockedRedirect],
    ['an error', traffic.blockedServerError],
    ['a login', traffic.blockedPreflightStatus],
    ['two layers', traffic.blockedTwoLayers],
    ['a font', traffic.blockedFont],
  ])('fits on one screen: %s', (_, one) => {
    const lines = told([one]).text.split('\n');
    expect(lines.length).toBeLessThanOrEqual(60);
    expect(lines.filter((line) => line !== '').length).toBeLessThanOrEqual(40);
  });

  test('has no secrets, and says where the real value is needed', () => {
    const one = exchange({
      url: `${API}/a?token=planted1`,
      error: CHROMIUM_BLOCKED,
      requestHeaders: { Authorization: 'Bearer planted2' },
      response: { headers: { 'Set-Cookie': 'sid=planted3' } },
    });
    const { text } = told([one]);
    expect(text).not.toContain('planted');
    expect(text).toContain('Write the real value for each [redacted].');
  });

  test('lets no value break out of its place', PATIENCE, () => {
    fc.assert(
      fc.property(browserName, fc.array(hostile, { maxLength: 3 }), (browser, exchanges) => {
        const context = { browser, exchanges };
        const { text } = allAtOnce(teamTextInTurn(exchanges, context, OPTIONS, 'markdown'));
        const outside = text
          .replace(/^(`{3,})[a-z]*\n[\s\S]*?\n\1$/gm, '')
          .replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, 'C')
          .replace(/\\[\\`*_[\]<>|~&]/g, 'E')
          .replace(/^\*\*(.*)\*\*$/gm, '$1');
        for (const line of outside.split('\n')) expect(line).not.toMatch(/[<>`[\]*]/);
        const plain = allAtOnce(teamTextInTurn(exchanges, context, OPTIONS, 'text')).text;
        expect(plain).not.toMatch(/[^\P{Cc}\n\t]|\p{Cf}/u);
      }),
    );
  });
});
