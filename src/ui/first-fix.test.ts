import { expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import {
  CHROMIUM_BLOCKED,
  type ExchangeInput,
  exchange,
} from '../model/testing/sample-exchange.ts';
import { chooseRemedy } from './choose-remedy.ts';
import { changesFirst, firstFix } from './first-fix.ts';

const snippetsOf = (input: ExchangeInput, stack: string) => {
  const blocked = exchange({ error: CHROMIUM_BLOCKED, ...input });
  const diagnosis = diagnose(blocked, { browser: 'chromium', exchanges: [blocked] });
  return { diagnosis, snippets: chooseRemedy(diagnosis, stack)?.remedy.snippets ?? [] };
};
const nothing: ExchangeInput = { response: { headers: {} } };
const another: ExchangeInput = {
  response: { headers: { 'Access-Control-Allow-Origin': 'http://127.0.0.1:3000' } },
};

test.each([
  ['no origin, in Express', nothing, 'express-cors', "origin: ['http://localhost:3000'],"],
  [
    'no origin, in Django',
    nothing,
    'django-cors-headers',
    'CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]',
  ],
  ['another origin, in Express', another, 'express-cors', "origin: ['http://localhost:3000'],"],
] as const)("%s: the line with the page's origin", (_, input, stack, line) => {
  const { diagnosis, snippets } = snippetsOf(input, stack);
  const fix = firstFix(snippets, diagnosis);
  expect(fix?.line).toBe(line);
  expect(fix?.snippet.lines.map(({ text }) => text.trim())).toContain(line);
});

test('lines that are already there come last', () => {
  const { snippets } = snippetsOf(another, 'express-cors');
  const isChange = changesFirst(snippets).map(({ lines }) =>
    lines.some(({ mark }) => mark !== 'context'),
  );
  expect(isChange).toEqual([true, false]);
});
