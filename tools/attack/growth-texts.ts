import { readConsole } from '../../src/console/read-console.ts';
import { foldedPath } from '../../src/endpoints/folded-path.ts';
import { codeSpan, fencedCode, markdownText } from '../../src/export/escape.ts';
import { mermaidText } from '../../src/export/mermaid.ts';
import { parseFile } from '../../src/har/parse-file.ts';
import { listElements } from '../../src/model/header-list.ts';
import { parseNetworkEntry } from '../../src/model/network-entry.ts';
import { parseObserverNotes } from '../../src/model/observer-notes.ts';
import { originOf } from '../../src/model/origin.ts';
import { redactHeader, redactText, redactUrl } from '../../src/model/redact.ts';
import { SHELLS } from '../../src/model/shell.ts';
import { shown, spellOut } from '../../src/model/shown.ts';
import { boundedPattern } from '../../src/panel/bounded-pattern.ts';
import { parseFilter } from '../../src/panel/filter-query.ts';
import { shellWord } from '../../src/servers/kit/literals.ts';
import { unifiedDiff } from '../../src/settings/unified-diff.ts';
import { cutDifference } from '../../src/ui/difference.ts';
import { hiddenParts } from '../../src/ui/hidden-parts.ts';
import { splitEnds } from '../../src/ui/middle.ts';
import { type GrowthCase, named, repeated } from './growth-case.ts';

type TextStep = readonly [name: string, work: (text: string) => unknown];

/** What is repeated until the input is long enough. */
const UNITS: readonly string[] = [
  'a',
  'A1b2-',
  ' ',
  '%',
  '%25',
  '%2525',
  '/',
  '\\',
  ';',
  '&',
  '=',
  'a=',
  'a=b&',
  '"',
  "'",
  '`',
  '{',
  '[',
  '(',
  '<',
  '{"a":',
  '[[',
  '"a":"b",',
  '@',
  '//',
  'a@',
  ':',
  ',',
  ', ',
  'a,',
  '.',
  '..',
  '-',
  '_',
  '\n',
  '\r\n',
  '\t',
  '\u202e',
  '\ud800',
  '𝒳',
  'é',
  'eyJ',
  'eyJa.',
  'bearer ',
  'bearer',
  'token=',
  'token: ',
  'key=a ',
  'https://',
  'https://a',
  'https://a.example/,',
  'a b',
  'a;',
  '\\"',
  "\\'",
  '${',
  '$',
  '#',
  '?',
  '!',
  '*',
  '|',
  '^',
  'x-',
  '0',
  '1,',
  'a:b@',
  'services/T0/B0/',
  'a=b; ',
  'a\n',
  '  a',
  'a{',
  'a(',
  'Basic ',
  'sk-',
  'ghp_',
  'AKIA',
  '\0',
  '-----BEGIN ',
  '+',
  '~',
];
/** What stands before it. */
const HEADS: readonly string[] = ['', 'https://a.example/', '{"a":"', '"', 'token='];

const HEADERS = [
  'X-Custom',
  'Cookie',
  'Set-Cookie',
  'Authorization',
  'Location',
  'Sec-WebSocket-Protocol',
  'WWW-Authenticate',
  'Link',
  'Access-Control-Allow-Origin',
  'X-Api-Key',
  'ETag',
  'Referer',
];

const TEXT_STEPS: readonly TextStep[] = [
  ['redact a URL', (text) => redactUrl(text)],
  ['redact a text', (text) => redactText(text)],
  ...HEADERS.map((name): TextStep => [`redact ${name}`, (text) => redactHeader([name, text])]),
  ['origin', (text) => originOf(text)],
  ['list', (text) => listElements(text)],
  ['spell out', (text) => spellOut(text)],
  ['show', (text) => shown(text)],
  ...SHELLS.map((shell): TextStep => [`quote for ${shell}`, (text) => shellWord(shell, text)]),
  ['Markdown', (text) => [markdownText(text), codeSpan(text), fencedCode('', text)]],
  ['Mermaid', (text) => mermaidText(text)],
  ['fold a path', (text) => foldedPath(text)],
  ['console', (text) => readConsole(text)],
  [
    'console of Chromium',
    (text) =>
      readConsole(
        `Access to fetch at '${third(text)}' from origin '${third(text)}' has been blocked by CORS policy: ${third(text)}`,
      ),
  ],
  [
    'console of Firefox',
    (text) =>
      readConsole(
        `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${third(text)}. (Reason: CORS header ${third(text)})`,
      ),
  ],
  [
    'console of Safari',
    (text) =>
      readConsole(
        `Origin ${third(text)} is not allowed by Access-Control-Allow-Origin. Status code: ${third(text)}\nFetch API cannot load ${third(text)} due to access control checks.`,
      ),
  ],
  ['a file', (text) => parseFileSafely(text)],
  [
    'observer',
    (text) =>
      parseObserverNotes(
        { type: 'observer', startedAt: 1, calls: [text] },
        { url: 'https://a.example/', origin: 'https://a.example', documentId: 'D' },
      ),
  ],
  [
    'network entry',
    (text) =>
      parseNetworkEntry({
        startedDateTime: '2026-11-29T22:00:00Z',
        request: { method: 'GET', url: text, headers: [{ name: text, value: text }] },
        response: { status: 0, headers: [], _error: text },
        _initiator: {
          stack: {
            callFrames: [{ url: text, functionName: text, lineNumber: 1, columnNumber: 1 }],
          },
        },
      }),
  ],
  ['hidden parts', (text) => hiddenParts(text)],
  ['ends', (text) => splitEnds(text)],
  [
    'difference',
    (text) =>
      cutDifference(text, `${text.slice(0, text.length / 2)}x${text.slice(text.length / 2)}`),
  ],
  ['filter', (text) => parseFilter(text)],
  [
    'pattern',
    (text) => {
      const p = boundedPattern('(a|b)*c[^/]*d');
      return 'matches' in p && p.matches(text);
    },
  ],
  [
    'diff',
    (text) =>
      unifiedDiff(
        [{ name: 'a', text }],
        [{ at: { file: 'a', from: text.length / 2, to: text.length / 2 }, text: 'x' }],
      ),
  ],
];

/** Where a text stands several times, a part of it: together they are as long. */
const third = (text: string): string => text.slice(0, text.length / 3);

function parseFileSafely(text: string): unknown {
  try {
    return parseFile(text);
  } catch {
    return null;
  }
}

/** One long text at each place where a server or a page has one. */
export const textCases: readonly GrowthCase[] = TEXT_STEPS.flatMap(([name, work]) =>
  UNITS.flatMap((unit) =>
    (name.startsWith('redact') ? HEADS : HEADS.slice(0, 1)).map(
      (head): GrowthCase => ({
        name: `${name}: ${named(head)} and many ${named(unit)}`,
        isText: true,
        prepare: (size) => {
          const text = head + repeated(unit, size);
          return () => work(text);
        },
      }),
    ),
  ),
);
