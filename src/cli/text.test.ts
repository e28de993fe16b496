import { expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import { groupEndpoints } from '../endpoints/endpoints.ts';
import type { Exchange } from '../model/exchange.ts';
import {
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { toText } from './text.ts';

const POST: ExchangeInput = { method: 'POST', url: 'http://127.0.0.1:8000/orders/' };
const HTML = { 'Content-Type': 'text/html' };
const refused: ExchangeInput = {
  ...POST,
  response: { status: 403, headers: { ...HTML, 'Access-Control-Allow-Origin': PAGE } },
};
const blocked: ExchangeInput = {
  ...POST,
  response: { status: 403, headers: HTML },
  error: CHROMIUM_BLOCKED,
};
const unread: ExchangeInput = {
  origin: null,
  requestHeaders: { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'empty' },
  response: {},
};
const passed: ExchangeInput = { response: { headers: { 'Access-Control-Allow-Origin': PAGE } } };

function textOf(...inputs: readonly ExchangeInput[]): string {
  const exchanges: readonly Exchange[] = inputs.map((input, at) =>
    exchange({ id: String(at), at, ...input }),
  );
  const groups = groupEndpoints(exchanges, (one) =>
    diagnose(one, { browser: 'chromium', exchanges }),
  );
  const reading = {
    readable: true,
    browser: 'chromium',
    entries: exchanges.length,
    exchanges,
    problems: [],
  } as const;
  const terminal = { width: 100, colours: false };
  return [...toText(reading, groups, { name: 'x.har', stack: null, terminal })].join('');
}

test('a refusal by the server is not a success: its status and the probable reason are printed', () => {
  const text = textOf(refused);
  expect(text).toContain('! POST http://127.0.0.1:8000/orders/ 403\n');
  expect(text).toContain('allowed by CORS: Status 403, not blocked by CORS');
  expect(text).toContain('CSRF token');
  expect(text).not.toContain('✓');
});

test('a request that was blocked, and is refused now, shows both', () => {
  const text = textOf(blocked, refused);
  expect(text).toContain('! POST http://127.0.0.1:8000/orders/ 403 (×2)\n');
  expect(text).toContain('CORS fixed, without cookies; now 403');
  expect(text).toContain('CSRF token');
});

test('a request that passes has its status on its line', () => {
  expect(textOf(passed)).toContain('✓ GET http://127.0.0.1:8000/items 200\n');
});

test('an answer that the page cannot read is marked so', () => {
  expect(textOf(unread)).toContain("200 (The page cannot read this response (mode: 'no-cors'))\n");
});
