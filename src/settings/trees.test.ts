import { expect, test } from 'vitest';
import { treeOf as javascriptTree } from './javascript/tree.ts';
import { treeOf as pythonTree } from './python/tree.ts';

const MANY = '\n'.repeat(200);

test.each([
  ['between statements', (lines: string) => `A = 1\n${lines}B = 2\n`],
  ['with spaces in them', (lines: string) => `A = 1\n${lines.replaceAll('\n', ' \t\n')}B = 2\n`],
  [
    'that end as on Windows',
    (lines: string) => `A = 1\r\n${lines.replaceAll('\n', '\r\n')}B = 2\n`,
  ],
  ['in a block', (lines: string) => `if a:\n    B = 1\n${lines}    C = 2\nD = 3\n`],
  ['after a comment', (lines: string) => `A = 1  # a\n${lines}B = 2\n`],
  ['in brackets', (lines: string) => `A = [\n${lines}    "a",\n]\nB = 2\n`],
  ['in a text', (lines: string) => `A = """a\n${lines}b"""\nB = 2\n`],
])('Python with many blank lines %s reads as with two', (_, textWith) => {
  const trees = [textWith('\n\n'), textWith(MANY)].map((text) => {
    const tree = pythonTree({ name: 'settings.py', text });
    const { lastChild } = tree.topNode;
    const last = text.slice(lastChild?.from, lastChild?.to).trim();
    return { shape: tree.toString(), last };
  });
  expect(trees[1]).toEqual(trees[0]);
});

test('JavaScript with many blank lines reads as with two', () => {
  const textWith = (lines: string) => `const a = b // c\n${lines}(d)\n${lines}e\n`;
  const [few, many] = ['\n\n', MANY].map((lines) =>
    javascriptTree({ name: 'app.js', text: textWith(lines) }).toString(),
  );
  expect(many).toBe(few);
});

const nested = (depth: number): string =>
  `A = 1\nB = ${'[\n'.repeat(depth)}${']\n'.repeat(depth)}C = 2\n`;

test.each([
  ['as deep as nobody writes them', 300, 'A = 1 B = C = 2'],
  ['deeper still, up to there', 100_000, 'A = 1'],
])('brackets %s are read', (_, depth, expected) => {
  const text = nested(depth);
  const { topNode } = pythonTree({ name: 'settings.py', text });
  const statements = topNode.getChildren('AssignStatement');
  const found = statements.map(({ from, to }) => text.slice(from, to).replace(/[[\]\s]+/g, ' '));
  expect(found.join(' ').replace(/\s+/g, ' ')).toContain(expected);
  expect(topNode.to === text.length).toBe(depth === 300);
});
