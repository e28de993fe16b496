import fc from 'fast-check';
import type { SerializedOrigin } from '../../src/model/origin.ts';
import type { AnswerRequirement } from '../../src/model/requirement.ts';
import { stacks } from '../../src/servers/index.ts';
import {
  isShownOnly,
  type Snippet,
  type SnippetLanguage,
  type SnippetLine,
  snippetText,
} from '../../src/servers/kit/stack.ts';
import { type Attack, harmed, passed, type Result, skipped } from './attack.ts';
import { type Parser, parsers } from './parsers.ts';

const PAGE = 'http://localhost:3000' as SerializedOrigin;
const SERVER = 'http://127.0.0.1:8000' as SerializedOrigin;

/** What a page may use as a header's name: all that a token may hold, and a command. */
const hostileToken = fc
  .array(
    fc.constantFrom(
      ..."!#$%&'*+-.^_`|~",
      'pwned',
      "'|pwned|'",
      '`pwned`',
      '%s',
      '$pwned',
      "'#",
      '&&',
      '%%',
      '#$pwned',
      "'+pwned+'",
      '-',
      '0',
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => `x-${parts.join('')}`);

const hostilePath = fc
  .array(
    fc.constantFrom(
      "'",
      '"',
      '\\',
      '`pwned`',
      '$(pwned)',
      '$'.concat('{pwned}'),
      ';pwned;',
      '\n',
      '{',
      '}',
      '#',
      '<',
      '%>',
      '%0a',
      '\u2028',
      '*/',
      '-->',
      "'''",
      '"""',
      'a',
      '/',
    ),
    { maxLength: 6 },
  )
  .map((parts) => `${SERVER}/${parts.join('')}`);

const hostileRequirement = fc
  .record({
    url: hostilePath,
    method: fc.constantFrom('PUT', 'PATCH', 'GET', "'|PWNED|'", '$(', '#{'),
    headers: fc.uniqueArray(hostileToken, { minLength: 1, maxLength: 3 }),
    expose: fc.uniqueArray(hostileToken, { maxLength: 2 }),
    credentials: fc.boolean(),
  })
  .map(
    ({ method, headers, expose, ...rest }): AnswerRequirement => ({
      ...rest,
      method,
      server: SERVER,
      origin: PAGE,
      origins: [PAGE],
      methods: method === 'GET' ? [] : [method],
      headers: headers.map((name) => name.toLowerCase()).toSorted(),
      // Some servers have one list for both, so each name is in one only.
      expose: expose.map((name) => `${name.toLowerCase()}-read`).toSorted(),
      preflight: true,
    }),
  );

/** The same request from a harmless page. */
function harmless(hostile: AnswerRequirement): AnswerRequirement {
  const method = /^[A-Z]+$/.test(hostile.method) ? hostile.method : 'A-B';
  const names = (list: readonly string[], kind: string) =>
    list.map((_, index) => `x-${kind}${index}`);
  return {
    ...hostile,
    url: `${SERVER}/items`,
    method,
    methods: hostile.methods.map(() => method),
    headers: names(hostile.headers, 'sent'),
    expose: names(hostile.expose, 'read'),
  };
}

type Pair = { readonly where: string; readonly hostile: string; readonly harmless: string };

function snippetsOf(id: string, required: AnswerRequirement): readonly Snippet[] | null {
  const stack = stacks.find((one) => one.id === id);
  const remedy = stack?.remedy(required, { server: SERVER, answers: [] }) ?? null;
  if (remedy === null) return null;
  const edits = [...remedy.snippets, ...(remedy.pasteAtEnd?.snippets ?? [])].map(whole);
  const others = [remedy.install, remedy.test].filter((one) => one !== null);
  return [...edits, ...remedy.client, ...others];
}

/** An edit with the lines around it, whose brackets are closed, so that a parser can read it. */
function whole(snippet: Snippet): Snippet {
  if (!snippet.lines.some(isShownOnly)) return snippet;
  const shown = snippet.lines.filter(({ mark }) => mark !== 'removed');
  const lines = shown.map(
    ({ text }): SnippetLine => ({ text: text.replace('…', ''), mark: 'added' }),
  );
  const isOpen = lines[0]?.text.endsWith('[') === true;
  return { ...snippet, lines: isOpen ? [...lines, { text: ']', mark: 'added' }] : lines };
}

/** By language, everything printed for a hostile request, beside the same for a harmless one. */
function printed(seed: number, count: number): ReadonlyMap<SnippetLanguage, readonly Pair[]> {
  const pairs = new Map<SnippetLanguage, Pair[]>();
  for (const required of fc.sample(hostileRequirement, { seed, numRuns: count })) {
    for (const { id } of stacks) {
      const [hostile, other] = [snippetsOf(id, required), snippetsOf(id, harmless(required))];
      for (const [index, snippet] of (hostile ?? []).entries()) {
        const twin = other?.[index];
        if (twin === undefined || twin.language !== snippet.language) continue;
        const where = `${id}, ${snippet.file}`;
        const pair = { where, hostile: snippetText(snippet), harmless: snippetText(twin) };
        const known = pairs.get(snippet.language);
        if (known === undefined) pairs.set(snippet.language, [pair]);
        else known.push(pair);
      }
    }
  }
  return pairs;
}

export const poisonedPaste: Attack = {
  id: 'poisoned-paste',
  about: 'names headers like commands: the real parsers find nothing but strings in a fix',
  async *run({ seed, count }) {
    for (const [language, pairs] of printed(seed, count)) {
      const parser = parsers[language];
      yield parser === undefined
        ? skipped(language, `${pairs.length} snippets: no parser is known here`)
        : await compared(language, pairs, parser);
    }
  },
};

async function compared(
  language: SnippetLanguage,
  pairs: readonly Pair[],
  { tool, shapes }: Parser,
): Promise<Result> {
  const texts = pairs.flatMap(({ hostile, harmless: other }) => [hostile, other]);
  const found = await shapes(texts);
  if (found === null) return skipped(language, `${pairs.length} snippets: ${tool} is missing`);
  const wrong = pairs.findIndex((_, index) => found[2 * index] !== found[2 * index + 1]);
  const broken = pairs.findIndex((_, index) => found[2 * index]?.startsWith('does not parse'));
  const at = wrong >= 0 ? wrong : broken;
  const pair = pairs[at];
  if (pair === undefined) return passed(`${language}, by ${tool}`, pairs.length);
  return harmed(
    `${language}, by ${tool}`,
    `${pair.where}\n${pair.hostile}\nis read as\n${found[2 * at]}\nand not as\n${found[2 * at + 1]}`,
  );
}
