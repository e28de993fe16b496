import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../diagnosis/diagnose.ts';
import { browserName, hostile } from '../diagnosis/testing/arbitrary-exchange.ts';
import { API, CHROMIUM_BLOCKED, exchange, PAGE } from '../model/testing/sample-exchange.ts';
import { pictureOf } from '../picture/picture-of.ts';
import { mermaid, mermaidText } from './mermaid.ts';

const refused = exchange({
  method: 'PUT',
  unsent: true,
  error: CHROMIUM_BLOCKED,
  preflight: { headers: { 'Access-Control-Allow-Origin': PAGE } },
});

test('a refused preflight, as a sequence diagram', () => {
  const picture = pictureOf(diagnose(refused, { browser: 'chromium', exchanges: [refused] }));
  expect(mermaid(picture).split('\n')).toEqual([
    'sequenceDiagram',
    `  participant L0 as Page<br/>${PAGE}`,
    '  participant L1 as Browser',
    `  participant L2 as Server<br/>${API}`,
    '  L0->>L1: PUT /items<br/>(after 0 ms)',
    '  L1->>L2: preflight request (OPTIONS)<br/>may it send PUT?<br/>(after 1 ms)',
    '  L2->>L1: 204<br/>no Access-Control-Allow-Methods<br/>(after 2 ms)',
    '  Note over L1: Stopped here<br/>The server does not allow the method<br/>(after 3 ms)',
    '  L1--xL2: PUT never left',
    '  L1-->>L0: gets an error without a reason',
  ]);
});

describe('text in a diagram', () => {
  test.each([
    ['a line break', 'a\nb', 'a#10;b'],
    ['a comment and a separator', '%%;#', '#37;#37;#59;#35;'],
    ['markup', '<b>', '#60;b#62;'],
    ['a fence', '```', '#96;#96;#96;'],
    ['the word that ends a block', 'end END bend', '#101;nd #69;ND bend'],
    ['words that begin a style', '/styles classDef', '/#115;tyles #99;lassDef'],
    ['an asterisk', '*', '#42;'],
    ['a letter outside of the basic plane', '😀', '#128512;'],
  ])('%s', (_, text, expected) => {
    expect(mermaidText(text)).toBe(expected);
  });

  test('long text is cut', () => {
    expect(mermaidText('x'.repeat(500))).toHaveLength(100);
  });
});

/** One of our lines. Foreign characters appear only as entities. */
const LINE =
  /^ {2}(?:participant L\d as |Note over L\d: |L\d(?:->>|-->>|-x|--x)L\d: )(?:<br\/>|#\d+;|[A-Za-z0-9 .,:/()?=…’“”-])*$/u;

/**
 * Mermaid drops the last `;` of such a line before it reads it (encodeEntities, mermaid 11.17.2).
 */
const STYLED = /(?:style|classDef).*:\S*#.*;/i;

test('keeps every entity of a request for a style sheet', () => {
  const page = 'http://[::1]:3000';
  const one = exchange({ page, url: `${API}/styles/a.css`, error: CHROMIUM_BLOCKED, response: {} });
  const lines = mermaid(pictureOf(diagnose(one, { browser: 'chromium', exchanges: [one] })));
  expect(lines).toContain('#115;tyles');
  expect(lines).not.toMatch(STYLED);
});

test('consists of our lines only, whatever the traffic contains', () => {
  fc.assert(
    fc.property(browserName, hostile, (browser, one) => {
      const [first, ...lines] = mermaid(
        pictureOf(diagnose(one, { browser, exchanges: [one] })),
      ).split('\n');
      expect(first).toBe('sequenceDiagram');
      for (const line of lines) {
        expect(line).toMatch(LINE);
        expect(line).not.toMatch(STYLED);
      }
    }),
    { numRuns: 200 },
  );
});
