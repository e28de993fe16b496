import { expect, test } from 'vitest';
import { plainText, prose } from '../../model/prose.ts';
import { added, around, context, removed } from './snippet-lines.ts';
import { type Remedy, type Snippet, snippetDiff, snippetText } from './stack.ts';
import { commandOf, type EditForm, stepProse, stepsOf } from './steps.ts';

const snippet = (file: string, text: string): Snippet => ({
  file,
  language: file === 'terminal' ? 'shell' : 'python',
  place: prose`At the end of ${file}.`,
  lines: [added(text)],
});
const remedy: Remedy = {
  install: snippet('terminal', 'pip install it'),
  snippets: [snippet('settings.py', 'IN_PLACE = 1'), snippet('urls.py', 'URLS = 1')],
  pasteAtEnd: { snippets: [snippet('settings.py', 'AT_END = 1')], answer: () => NOTHING },
  restart: { text: prose`Reload the server.`, command: 'server reload' },
  notes: [],
  cautions: [],
  client: [],
  test: null,
  answer: () => NOTHING,
};
const NOTHING = { status: 200, headers: [] };
const said = (one: Remedy, form?: EditForm) =>
  stepsOf(one, form).map((step) => plainText(stepProse(step)));

test('the steps come in the order in which they are done', () => {
  expect(said(remedy)).toEqual([
    'At the end of terminal.',
    'Edit settings.py and urls.py.',
    'Reload the server.',
    'Repeat the request in the page.',
  ]);
  expect(stepsOf(remedy).map(commandOf)).toEqual(['pip install it', null, 'server reload', null]);
});

test('what needs no installation and no restart has two steps', () => {
  expect(said({ ...remedy, install: null, restart: null })).toEqual([
    'Edit settings.py and urls.py.',
    'Repeat the request in the page.',
  ]);
});

test('the other form of the edit takes its place', () => {
  expect(said(remedy, 'at-end')).toContain('Edit settings.py.');
  expect(said({ ...remedy, pasteAtEnd: null }, 'at-end')).toEqual(said(remedy));
});

test('an edit that only runs commands says so', () => {
  const snippets = [snippet('terminal', 'cloud cors update')];
  expect(said({ ...remedy, snippets })).toContain('Run this in a terminal.');
});

test('only new lines and their context are copied; a diff shows the lines around them too', () => {
  const edit: Snippet = {
    ...snippet('settings.py', ''),
    lines: [around('LIST = ['), context('    # Ours'), added('    "new",'), removed('    "old",')],
  };
  expect(snippetText(edit)).toBe('    # Ours\n    "new",\n');
  expect(snippetDiff(edit)).toBe(' LIST = [\n+    # Ours\n+    "new",\n-    "old",\n');
});
