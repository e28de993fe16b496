import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { browserName, hostile } from '../diagnosis/testing/arbitrary-exchange.ts';
import type { Exchange } from '../model/exchange.ts';
import { SHELL_NAMES, SHELLS } from '../model/shell.ts';
import { API, CHROMIUM_BLOCKED, exchange, PAGE } from '../model/testing/sample-exchange.ts';
import { allAtOnce } from '../model/work.ts';
import { jsonDocument } from '../servers/kit/literals.ts';
import { toCurl } from './curl.ts';
import { codeSpan, fencedCode, markdownProse, markdownText, tableCell } from './escape.ts';
import { toHar } from './har.ts';
import { toMarkdown } from './markdown.ts';
import { plainTextInTurn } from './plain-text.ts';
import { toReport } from './report.ts';

/** Random traffic takes time on a busy machine. */
const PATIENCE = { timeout: 60_000 };

const OPTIONS = { version: '1.2.3', capturedAt: '2026-11-20T05:00:00.000Z' };
const markdown = (...exchanges: readonly Exchange[]): string =>
  toMarkdown(exchanges, { browser: 'chromium', exchanges }, OPTIONS);

const refused = (values: { readonly received: string; readonly path?: string }): Exchange =>
  exchange({
    url: `${API}/${values.path ?? 'items'}`,
    method: 'PUT',
    unsent: true,
    preflight: { status: 200, headers: { 'Access-Control-Allow-Origin': values.received } },
    error: CHROMIUM_BLOCKED,
  });

/** The lines outside of fences, without code spans (by CommonMark's rule), then without escapes. */
function bareLines(text: string): readonly string[] {
  const outside = text.replace(/^(`{3,})[a-z]*\n[\s\S]*?\n\1$/gm, '');
  return outside
    .replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, 'C')
    .replace(/\\[\\`*_[\]<>|~&]/g, 'E')
    .split('\n');
}

/** How our own lines can begin. */
const OURS =
  /^(?:$|## (?:C|\(empty\)) (?:C|\(empty\)): |### |- |\*\*|Page: |\| |\|---|C: |If the request sends |Proved if the request sends |In the page|In (?:bash, zsh, fish|PowerShell|cmd):$|(?:Save as HAR|Copy for [A-Za-z, ]+) instead: |With these settings|_Crosscheck )/;
/** What could be markup, and is none of the little that we use ourselves. */
const FOREIGN_MARKUP = /[<>`[\]*]/;

function expectOnlyOurMarkup(text: string): void {
  for (const line of bareLines(text)) {
    expect(line).toMatch(OURS);
    if (!line.startsWith('_Crosscheck'))
      expect(line.replace(/\*\*/g, '')).not.toMatch(FOREIGN_MARKUP);
    if (line.startsWith('|')) expect(line.split('|')).toHaveLength(8);
  }
}

describe('the Markdown', () => {
  test('says what happened, shows the evidence and the fix, and how to repeat the request', () => {
    const text = markdown(refused({ received: 'http://localhost:3001' }));
    expect(text).toMatch(/^## `PUT` `http:\/\/127\.0\.0\.1:8000\/items`: blocked by CORS\n/);
    expect(text).toContain(
      '| preflight | 1 | `Access-Control-Allow-Origin` | `http://localhost:3000` | `http://localhost:3001` | **fails** |',
    );
    expect(text).toMatch(
      /### Fix: Any server\n\n\*\*1\.\*\* Make the server send these headers\.\n\n[^\n]+\n\n```http\nHTTP\/1\.1 204 No Content\n/,
    );
    expect(text).toContain('With these settings the preflight request and the request pass.');
    expect(text).toContain('### This would fail next\n\n- ');
    expect(text).toContain('- `OPTIONS` `http://127.0.0.1:8000/items`: 200\n- `PUT`');
    expect(text).toContain("--header 'Access-Control-Request-Method: PUT'");
    expect(text.trimEnd().split('\n').at(-1)).toMatch(/^_Crosscheck 1\.2\.3, chromium, 2026/);
    expectOnlyOurMarkup(text);
  });

  test('shows the chosen server', () => {
    const one = refused({ received: '*' });
    const context = { browser: 'chromium', exchanges: [one] } as const;
    const stackChoice = () => 'django-cors-headers';
    const text = toMarkdown([one], context, { ...OPTIONS, stackChoice });
    expect(text).toContain('```python\n');
    expect(text).not.toContain('### Fix: Any server');
  });

  test.each(SHELLS)('names the shell that its commands are for: %s', (shell) => {
    const one = refused({ received: '*' });
    const context = { browser: 'chromium', exchanges: [one] } as const;
    expect(toMarkdown([one], context, { ...OPTIONS, shell })).toMatch(
      new RegExp(`\nIn ${SHELL_NAMES[shell]}:\n\n\`\`\`[a-z]+\ncurl`),
    );
  });

  test('says why there is no command', () => {
    const one = refused({ received: '*', path: 'a%20b' });
    const context = { browser: 'chromium', exchanges: [one] } as const;
    expect(toMarkdown([one], context, { ...OPTIONS, shell: 'cmd' })).toMatch(
      /\nCopy for PowerShell instead: the URL has a percent sign, which is not safe in cmd\.\n/,
    );
  });

  test('of an allowed request has no fix', () => {
    const headers = { 'Access-Control-Allow-Origin': PAGE };
    expect(markdown(exchange({ response: { headers } }))).not.toContain('### Fix');
  });

  test.each([
    ['a pipe', 'http://a|b'],
    ['a backslash before a pipe', 'http://a\\|b'],
    ['backticks', '``` `x` ```'],
    ['a fence on a line of its own', 'x\n```\n# heading'],
    ['markup', '<img src=x onerror=alert(1)> [a](javascript:alert(1)) **b**'],
    ['another direction', '\u202eevil\u200b'],
    ['ten thousand characters', '`|'.repeat(5000)],
  ])('keeps %s in its header', (_, received) => {
    expectOnlyOurMarkup(markdown(refused({ received })));
  });

  test('keeps a path in its place', () => {
    expectOnlyOurMarkup(markdown(refused({ received: '*', path: "`'$(reboot)'`|<b>\n```\n# x" })));
  });

  test('of several requests begins with their number, and writes each fix once', () => {
    const text = markdown(refused({ received: 'http://localhost:3001' }), {
      ...refused({ received: 'http://localhost:3001', path: 'other' }),
      id: '2',
    });
    expect(text).toMatch(/^\*\*2 of 2 requests are blocked: \d causes?, 1 server\.\*\*\n/);
    expect(text.match(/^### Fix: the same as for `PUT /gm)).toHaveLength(1);
  });

  test('has no diagram where none would be drawn', () => {
    const one = refused({ received: 'http://localhost:3001' });
    const context = { browser: 'chromium', exchanges: [one] } as const;
    expect(toMarkdown([one], context, OPTIONS)).toContain('```mermaid');
    expect(toMarkdown([one], context, { ...OPTIONS, diagrams: false })).not.toContain('mermaid');
  });

  test('has only our own markup, whatever the traffic contains, and never throws', PATIENCE, () => {
    fc.assert(
      fc.property(browserName, fc.array(hostile, { maxLength: 2 }), (browser, exchanges) => {
        expectOnlyOurMarkup(toMarkdown(exchanges, { browser, exchanges }, OPTIONS));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a code span', () => {
  test.each([
    ['plain', 'a|b', '`a|b`'],
    ['with a backtick', 'a`b', '`` a`b ``'],
    ['with many', '```', '```` ``` ````'],
    ['of spaces', '  ', '(empty)'],
    ['of lines', 'a\nb', '`a\\u{a}b`'],
  ])('%s', (_, value, expected) => {
    expect(codeSpan(value)).toBe(expected);
  });
});

test('a cell has its pipes and its backslashes escaped', () => {
  expect(tableCell('`a|b\\|c`')).toBe('`a\\|b\\\\\\|c`');
});

test('a fence is longer than any fence in its text', () => {
  expect(fencedCode('python', 'a\n````\nb\n')).toBe('`````python\na\n````\nb\n`````');
});

test('words are only words, links are links', () => {
  expect(markdownText('a *b* _c_ <d> [e] `f`\ng')).toBe(
    'a \\*b\\* \\_c\\_ \\<d\\> \\[e\\] \\`f\\` g',
  );
  expect(markdownProse(['See ', { link: 'MDN [x]', href: 'https://a.test/(b)' }])).toBe(
    'See [MDN \\[x\\]](<https://a.test/(b)>)',
  );
});

/** Characters that a reader cannot see, as a page sends them and as browsers report their bytes. */
const UNSEEN = [
  '\u202e',
  '\u200b',
  '\u2066',
  '\ufeff',
  '\u3164',
  '\u{e0041}',
  '\u00e2\u0080\u00ae',
];

test.each(UNSEEN)('nothing invisible is copied or saved in any format: %j', (unseen) => {
  const one = exchange({
    url: `${API}/a${unseen}b`,
    method: 'PUT',
    requestHeaders: { 'X-Note': `a${unseen}b` },
    preflight: {
      asksHeaders: `x-note,x-a${unseen}`,
      headers: { 'Access-Control-Allow-Origin': `${PAGE}${unseen}` },
    },
    error: CHROMIUM_BLOCKED,
  });
  const context = { browser: 'chromium', exchanges: [one] } as const;
  const texts = [
    toMarkdown([one], context, OPTIONS),
    allAtOnce(plainTextInTurn([one], context)),
    jsonDocument(toReport([one], context, OPTIONS)),
    jsonDocument(toHar([one], 'chromium', OPTIONS)),
    ...SHELLS.map((shell) => toCurl([one], shell).text),
  ];
  for (const text of texts) {
    expect(text).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u);
  }
});
