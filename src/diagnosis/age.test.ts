import { describe, expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import { plainText } from '../model/prose.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
  PAGE,
} from '../model/testing/sample-exchange.ts';
import { snippetText } from '../servers/kit/stack.ts';
import { diagnose } from './diagnose.ts';
import type { Diagnosis } from './diagnosis.ts';

const series = (...inputs: readonly ExchangeInput[]): readonly Exchange[] =>
  inputs.map((input, index) => exchange({ id: `${index}`, at: index * 1_000, ...input }));

/** The diagnosis of one of these requests, the newest by default. */
function diagnosed(inputs: readonly ExchangeInput[], index = inputs.length - 1): Diagnosis {
  const exchanges = series(...inputs);
  return diagnose(exchanges[index]!, { browser: 'chromium', exchanges });
}

const printed = ({ remedies: [first] }: Diagnosis): string =>
  [...(first?.remedy.snippets ?? []), ...(first?.remedy.pasteAtEnd?.snippets ?? [])]
    .map(snippetText)
    .join('\n');

const conditionOf = ({ remedies: [first] }: Diagnosis): string | null => {
  const condition = first?.proof.condition ?? null;
  return condition && plainText(condition);
};

/** As Django and CorsMiddleware answer. */
const DJANGO = {
  Server: 'WSGIServer/0.2 CPython/3.11.2',
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
};
const RAN = { ...DJANGO, Vary: 'origin' };
const ALLOWED = { ...RAN, 'Access-Control-Allow-Origin': PAGE };
/** A `Sec-Fetch-Storage-Access` is absent: the browser sends no cookies. */
const NO_COOKIES = { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'cross-site' };

const passes = (url = `${API}/items`): ExchangeInput => ({
  url,
  requestHeaders: NO_COOKIES,
  response: { headers: ALLOWED },
});
const refused = (url = `${API}/items`, headers: Record<string, string> = DJANGO) => ({
  url,
  requestHeaders: NO_COOKIES,
  response: { headers },
  error: CHROMIUM_BLOCKED,
});

describe('after the middleware was removed', () => {
  test('the fix installs it again', () => {
    const diagnosis = diagnosed([passes(), passes(), refused()]);
    expect(printed(diagnosis)).toContain('corsheaders.middleware.CorsMiddleware');
    expect(printed(diagnosis)).toContain('"corsheaders",');
  });

  test('the proof for another URL holds only if that was not so', () => {
    const diagnosis = diagnosed([passes(), refused(`${API}/others`)]);
    expect(printed(diagnosis)).toContain('CORS_URLS_REGEX');
    expect(conditionOf(diagnosis)).toContain('if the server’s settings have not changed');
  });

  test('and holds without it once the server has shown that it still runs', () => {
    const diagnosis = diagnosed([passes(), refused(`${API}/others`), passes()], 1);
    expect(printed(diagnosis)).toContain('CORS_URLS_REGEX');
    expect(conditionOf(diagnosis)).not.toContain('have not changed');
  });
});

describe('a fix that needs nothing of the past is simply proved', () => {
  test('the first request of all', () => {
    const diagnosis = diagnosed([refused(undefined, RAN)]);
    expect(conditionOf(diagnosis) ?? '').not.toContain('chang');
  });

  test('one of many that are refused alike', () => {
    const diagnosis = diagnosed([
      refused(`${API}/a`, RAN),
      refused(`${API}/b`, RAN),
      refused(`${API}/c`, RAN),
    ]);
    expect(conditionOf(diagnosis) ?? '').not.toContain('chang');
  });
});

test('a request from before the change is fixed for the server of today, if it is refused still', () => {
  const diagnosis = diagnosed(
    [refused(`${API}/a`), refused(`${API}/b`), passes(`${API}/b`), passes(`${API}/c`)],
    0,
  );
  expect(conditionOf(diagnosis)).toContain('which has changed since, still refuses this request');
});

const EXPRESS = { 'X-Powered-By': 'Express' };

test('the fix is for the server that answers now, not for yesterday’s on the same port', () => {
  const before = Array.from({ length: 30 }, (_, number) =>
    refused(`${API}/old/${number}`, EXPRESS),
  );
  const diagnosis = diagnosed([...before, refused(`${API}/items`, DJANGO)]);
  expect(diagnosis.remedies[0]?.stack.id).toBe('django-cors-headers');
  const express = diagnosis.candidates.find(({ stack }) => stack.id === 'express-cors');
  expect(express?.detection.confidence).toBe(0);
  expect(diagnosis.candidates[0]?.detection.confidence).toBeGreaterThan(0.7);
});

test('a setting that is gone counts as gone', () => {
  const headers = { 'Access-Control-Allow-Credentials': 'true', 'Access-Control-Max-Age': '5' };
  const old = { ...EXPRESS, ...headers, 'Access-Control-Allow-Origin': PAGE, Vary: 'Origin' };
  const diagnosis = diagnosed([
    { ...passes(), response: { headers: old } },
    refused(undefined, EXPRESS),
  ]);
  expect(diagnosis.remedies[0]?.stack.id).toBe('express-cors');
  expect(printed(diagnosis)).not.toContain('credentials');
  expect(printed(diagnosis)).not.toContain('maxAge');
});
