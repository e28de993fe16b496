import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, parseSettings } from './settings.ts';

test.each([
  ['nothing', undefined],
  ['null', null],
  ['text', 'x'],
  ['a list', [1, 2]],
  ['an older format', { theme: 'dark' }],
  ['values of the wrong kind', { stack: 7, redaction: true, keep: '5000', watch: 'no', shell: 1 }],
  ['a number that is not offered', { keep: 1_000_000 }],
  ['a stack that is not an id', { stack: '<script>' }],
  ['a shell that is not offered', { shell: 'csh' }],
])('%s gives the defaults', (_, value) => {
  expect(parseSettings(value)).toEqual(DEFAULT_SETTINGS);
});

test('stored settings are read back unchanged', () => {
  const settings = {
    stack: 'express-cors',
    redaction: 'values',
    keep: 5_000,
    watch: false,
    shell: 'cmd',
    trialExplained: true,
    tryWithoutAsking: ['http://127.0.0.1:8000'],
  } as const;
  expect(parseSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
});
