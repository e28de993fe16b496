import { expect, test } from 'vitest';
import { plainText } from '../model/prose.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
} from '../model/testing/sample-exchange.ts';
import { diagnose } from './diagnose.ts';

const UVICORN = { Server: 'uvicorn', 'Content-Type': 'text/plain; charset=utf-8' };
const MIDDLEWARE = { ...UVICORN, Vary: 'Origin' };
const GUNICORN = { Server: 'gunicorn', 'X-Frame-Options': 'DENY' };
/** A `Sec-Fetch-Storage-Access` is absent: the browser sends no cookies. */
const NO_COOKIES = { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site' };

const refused = (headers: Record<string, string>): ExchangeInput => ({
  url: `${API}/api/boom`,
  requestHeaders: { ...NO_COOKIES, 'x-tenant': '1' },
  unsent: true,
  preflight: { asksHeaders: 'x-tenant', status: 400, headers },
  error: CHROMIUM_BLOCKED,
});
const answered = (status: number, headers: Record<string, string>): ExchangeInput => ({
  url: `${API}/api/boom`,
  requestHeaders: NO_COOKIES,
  response: { status, headers },
  error: CHROMIUM_BLOCKED,
});

function conditionOf(inputs: readonly ExchangeInput[], stack: string): string | null {
  const exchanges = inputs.map((input, at) => exchange({ id: `${at}`, at: at * 1_000, ...input }));
  const newest = exchanges.at(-1);
  const fix = newest && diagnose(newest, { browser: 'chromium', exchanges }).remedyFor(stack);
  if (fix == null) throw new Error(`no fix for ${stack}`);
  return fix.proof.condition && plainText(fix.proof.condition);
}

const IF_NO_ERROR = 'if the server answers the request itself without an error';

test('FastAPI: only the preflight was answered, and an unhandled error would be blocked', () => {
  expect(conditionOf([refused(MIDDLEWARE)], 'fastapi')).toContain(IF_NO_ERROR);
});

test('FastAPI: the same request was answered before, so nothing is open', () => {
  const answers = [answered(200, UVICORN), refused(MIDDLEWARE)];
  expect(conditionOf(answers, 'fastapi') ?? '').not.toContain(IF_NO_ERROR);
});

test('FastAPI: its error was seen, and the fix stands around it', () => {
  const answers = [answered(500, UVICORN), refused(MIDDLEWARE)];
  expect(conditionOf(answers, 'fastapi') ?? '').not.toContain(IF_NO_ERROR);
});

test('Django adds its headers to errors, too', () => {
  expect(conditionOf([refused(GUNICORN)], 'django-cors-headers') ?? '').not.toContain(IF_NO_ERROR);
});
