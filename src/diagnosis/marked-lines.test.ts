import { describe, expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import { API, CHROMIUM_BLOCKED, exchange, PAGE } from '../model/testing/sample-exchange.ts';
import { stacks } from '../servers/index.ts';
import { isFix, isShownOnly, type SnippetLine } from '../servers/kit/stack.ts';
import { diagnose } from './diagnose.ts';

const ALLOWED = {
  'Access-Control-Allow-Origin': PAGE,
  'Access-Control-Allow-Credentials': 'true',
  Vary: 'origin',
};
const LISTS = {
  'Access-Control-Allow-Methods': 'GET, POST, PUT',
  'Access-Control-Allow-Headers': 'content-type, x-token',
};
const COOKIE = { Cookie: '[redacted]' };

/** Another URL of the server, which answers just what the refused request needs. */
const elsewhere = exchange({
  id: 'elsewhere',
  url: `${API}/api/elsewhere`,
  method: 'PUT',
  requestHeaders: COOKIE,
  preflight: {
    asksHeaders: 'content-type,x-token',
    status: 200,
    headers: { ...ALLOWED, ...LISTS },
  },
  response: { headers: { ...ALLOWED, 'Access-Control-Expose-Headers': 'x-total' } },
});

const without = (headers: Readonly<Record<string, string>>, name: string) =>
  Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name));

const refused = (input: Parameters<typeof exchange>[0]): Exchange =>
  exchange({ id: 'refused', url: `${API}/api/items`, error: CHROMIUM_BLOCKED, ...input });

/** A request with a preflight, that was refused by what the preflight got. */
const refusedPreflight = (headers: Readonly<Record<string, string>>, status = 200): Exchange =>
  refused({
    method: 'PUT',
    unsent: true,
    requestHeaders: COOKIE,
    preflight: { asksHeaders: 'content-type,x-token', headers, status, error: CHROMIUM_BLOCKED },
  });

/** What was refused, the cause, and the text that the lines for it contain. */
const REFUSALS: readonly (readonly [name: string, cause: string, Exchange, text: RegExp])[] = [
  [
    'the response names no origin',
    'missing-allow-origin',
    refused({ response: { headers: { Vary: 'origin' } } }),
    /localhost:3000/,
  ],
  [
    'the response names another origin',
    'allow-origin-mismatch',
    refused({
      response: { headers: { ...ALLOWED, 'Access-Control-Allow-Origin': 'https://a.example' } },
    }),
    /localhost:3000/,
  ],
  [
    'the preflight names no origin',
    'missing-allow-origin',
    refusedPreflight(without({ ...ALLOWED, ...LISTS }, 'Access-Control-Allow-Origin')),
    /localhost:3000/,
  ],
  [
    'the response allows no cookies',
    'credentials-not-allowed',
    refused({
      requestHeaders: COOKIE,
      response: { headers: without(ALLOWED, 'Access-Control-Allow-Credentials') },
    }),
    /credentials/i,
  ],
  [
    'the preflight does not list the method',
    'method-not-allowed',
    refusedPreflight({ ...ALLOWED, ...LISTS, 'Access-Control-Allow-Methods': 'GET' }),
    /\bPUT\b|put/i,
  ],
  [
    'the preflight does not list a header',
    'header-not-allowed',
    refusedPreflight({ ...ALLOWED, ...LISTS, 'Access-Control-Allow-Headers': 'content-type' }),
    /x-token/i,
  ],
  [
    'the preflight has an error status',
    'preflight-status',
    refusedPreflight({ ...ALLOWED, ...LISTS }, 404),
    /./,
  ],
];

describe.each(REFUSALS)('%s, but another URL of the server is allowed', (_, cause, one, text) => {
  const diagnosis = diagnose(one, { browser: 'chromium', exchanges: [one, elsewhere] });

  test('the lines for the shown cause are marked, in every server', () => {
    expect(diagnosis.findings[0]?.finding.cause).toBe(cause);
    const offered = stacks.map(({ id }) => diagnosis.remedyFor(id)).filter((fix) => fix !== null);
    expect(offered.length).toBeGreaterThan(50);
    const wrong = offered.flatMap(({ stack: { id }, remedy }) => {
      if (remedy.sameOriginUrl !== undefined) return [];
      const forms = [remedy.snippets, ...(remedy.pasteAtEnd ? [remedy.pasteAtEnd.snippets] : [])];
      return forms.flatMap((snippets) => {
        const lines = snippets.flatMap((snippet) => snippet.lines);
        const shown = lines.map((line) => `${line.mark}: ${line.text}`);
        return areMarked(lines, text) ? [] : [[id, ...shown]];
      });
    });
    expect(wrong).toEqual([]);
  });
});

function areMarked(lines: readonly SnippetLine[], text: RegExp): boolean {
  const about = lines.filter((line) => !isShownOnly(line) && text.test(line.text));
  return lines.some(isFix) && (about.length === 0 || about.some(isFix));
}
