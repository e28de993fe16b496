import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, observesPages, parseSettings } from './settings.ts';

test.each([
  ['nothing', undefined],
  ['null', null],
  ['text', 'x'],
  ['a list', [1, 2]],
  ['an older format', { version: 1 }],
  ['a theme that there is not', { theme: 'sepia', density: 'tiny', diagrams: 'no' }],
  [
    'values of the wrong kind',
    { stack: 7, redaction: true, keep: '5000', watch: 'no', shell: 1, observe: 1 },
  ],
  ['a number that is not offered', { keep: 1_000_000 }],
  ['a stack that is not an id', { stack: '<script>' }],
  ['a shell that is not offered', { shell: 'csh' }],
  ['a column that there is not', { hiddenColumns: ['color', 7, null] }],
])('%s gives the defaults', (_, value) => {
  expect(parseSettings(value)).toEqual(DEFAULT_SETTINGS);
});

test('stored settings are read back unchanged', () => {
  const settings = {
    stack: 'express-cors',
    redaction: 'values',
    keep: 5_000,
    watch: false,
    observe: false,
    shell: 'cmd',
    trialExplained: true,
    tryWithoutAsking: ['http://127.0.0.1:8000'],
    ignored: ['https://stats.example'],
    checkCookies: true,
    diagrams: false,
    language: 'fr',
    theme: 'dark',
    density: 'comfortable',
    hiddenColumns: ['place', 'time'],
  } as const;
  expect(parseSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
});

test.each([
  ['nothing was decided', null, true, false],
  ['it was switched on', true, true, true],
  ['it was switched off', false, false, false],
] as const)('pages are observed if %s', (_, observe, inChromium, inFirefox) => {
  const settings = { ...DEFAULT_SETTINGS, observe };
  expect(observesPages(settings, 'chromium')).toBe(inChromium);
  expect(observesPages(settings, 'firefox')).toBe(inFirefox);
});
