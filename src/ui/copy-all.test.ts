import { expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import { CHROMIUM_BLOCKED, exchange } from '../model/testing/sample-exchange.ts';
import { allSteps } from './copy-all.ts';

const blocked = exchange({ error: CHROMIUM_BLOCKED, response: { headers: {} } });
const diagnosis = diagnose(blocked, { browser: 'chromium', exchanges: [blocked] });
const copied = (stack: string): string | null => {
  const fix = diagnosis.remedyFor(stack);
  if (fix === null) throw new Error(`no fix for ${stack}`);
  return allSteps(fix.remedy);
};

test('Django: the block for the end of the file, between comments', () => {
  const text = copied('django-cors-headers') ?? '';
  const [first, command, second] = text.split('\n');
  expect([first, command]).toEqual([
    '# 1. Run this in the environment of the server.',
    '# python -m pip install django-cors-headers',
  ]);
  expect(second).toMatch(/^# 2\. At the end of settings\.py/);
  expect(text).toContain('\nCORS_ALLOWED_ORIGINS = ["http://localhost:3000"]\n# 3. ');
  expect(text).toMatch(/\n# 4\. Repeat the request [^\n]+\n$/);
  expect(text).not.toContain('    # …');
});

test('Express: comments of its own language', () => {
  expect(copied('express-cors')).toBeNull();
  expect(copied('koa-cors')).toMatch(/^\/\/ 1\. [^\n]+\n\/\/ npm install @koa\/cors\n\/\/ 2\. /);
});

test('Apache: what reloads it is a comment too', () => {
  expect(copied('apache')).toMatch(/\n# apachectl configtest && apachectl graceful\n# 4\. /);
});

test.each([
  ['edits in several places', 'nginx'],
  ['a language without comments', 'amazon-s3'],
  ['nothing beside the edit', 'node-http'],
])('%s: no text for all steps', (_, stack) => {
  expect(copied(stack)).toBeNull();
});
