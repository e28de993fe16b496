import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { averageProblem, problemsOf } from './rules.ts';
import { markdownTextsOf, type Text, textsIn, textsOfSource } from './sentences.ts';

const ROOT = join(import.meta.dirname, '../..');

const FOLDERS = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
  .filter((one) => one.isDirectory())
  .map(({ name }) => name);
/** The folders that return data, which causes and views put into words. */
const WORDLESS: readonly string[] = [
  'checks',
  'diagnosis',
  'endpoints',
  'evidence',
  'messaging',
  'policy',
  'witnesses',
];
/** Files of printed code, of browsers' own words, and of those that a search finds in any language. */
const OF_NO_LANGUAGE =
  /\/(servers\/kit\/regression-test\/[^/]+|console\/(?!stated)[^/]+|export\/repeat-code|ui\/server-names)\.ts:/;
/** The same elsewhere: names, addresses, labels of other products, commands, code, and errors for programmers. */
const IN_NO_LANGUAGE: readonly RegExp[] = [
  /^(Apache httpd|Crosscheck|MDN|https?:\S+)$/,
  /^(CORS policy|Rule set|Stable Diffusion web UI|Trusted origin|Web origins)$/,
  /^(az|docker|firebase|npx|python|sudo) /,
  /^(Define|Header|Rails|RewriteCond|UrlBasedCorsConfigurationSource|import)\b/,
  /^(… )?[\w-]+-[\w-]+ true if …$/,
  /^accept( [a-z-]+)+$/,
  /^(EnvironmentContext has no provider|A report has what it was made for\.)$/,
  /^(Basic base64|… \\ No newline at end of file)$/,
];
const isOfNoLanguage = ({ at, text }: Text): boolean =>
  OF_NO_LANGUAGE.test(at) || IN_NO_LANGUAGE.some((one) => one.test(text));
const DOCUMENTS = [
  'README.md',
  'PRIVACY.md',
  'CONTRIBUTING.md',
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  'docs/store/BUILD.md',
];

const read = (document: string): readonly Text[] =>
  markdownTextsOf(document, readFileSync(join(ROOT, document), 'utf8'));

const problems = (texts: readonly Text[]): readonly string[] => [
  ...texts.flatMap((one) =>
    problemsOf(one).map((problem) => `${one.at}: ${problem}\n    ${one.text}`),
  ),
  ...[averageProblem(texts)].filter((problem) => problem !== null),
];

describe('user-visible texts are in plain words', () => {
  test.each(FOLDERS)('src/%s', (folder) => {
    expect(problems(textsIn(join(ROOT, 'src', folder)))).toEqual([]);
  });

  test.each(DOCUMENTS)('%s', (document) => {
    expect(problems(read(document))).toEqual([]);
  });

  test.each(WORDLESS)('src/%s has no words of its own', (folder) => {
    expect(textsIn(join(ROOT, 'src', folder))).toEqual([]);
  });

  test.each(FOLDERS)('src/%s has every text in every language', (folder) => {
    const alone = textsIn(join(ROOT, 'src', folder)).filter(
      (one) => !one.hasTwins && !isOfNoLanguage(one),
    );
    expect(alone.map(({ at, text }) => `${at}: ${text}`)).toEqual([]);
  });

  test('every listed folder exists', () => {
    expect(WORDLESS.filter((folder) => !FOLDERS.includes(folder))).toEqual([]);
  });
});

describe('the texts are found', () => {
  test.each([
    { folder: 'causes', least: 150 },
    { folder: 'cli', least: 8 },
    { folder: 'export', least: 8 },
    { folder: 'hints', least: 60 },
    { folder: 'lint', least: 10 },
    { folder: 'panel', least: 140 },
    { folder: 'popup', least: 12 },
    { folder: 'servers', least: 100 },
    { folder: 'ui', least: 8 },
  ])('at least $least in src/$folder', ({ folder, least }) => {
    expect(textsIn(join(ROOT, 'src', folder)).length).toBeGreaterThanOrEqual(least);
  });

  test.each(DOCUMENTS)('%s is read', (document) => {
    expect(read(document).length).toBeGreaterThan(7);
  });

  test.each([
    {
      says: 'a sentence with a value in it',
      code: "prose`The server allows ${code('*')},\n  and no cookies.`;",
      texts: ['sentence: The server allows *, and no cookies.'],
    },
    {
      says: 'a value that is known only at run time',
      code: 'prose`The server at ${shown(url)} answers.`;',
      texts: ['sentence: The server at … answers.'],
    },
    {
      says: 'a sentence within the value of another one',
      code: 'prose`Restart it${late ? prose`. It starts slowly` : prose``}.`;',
      texts: ['sentence: Restart it….', 'sentence: . It starts slowly'],
    },
    {
      says: 'code of a translated sentence as a value, because it is no word of its language',
      code: "say`Add ${code('set headers')}.`.fr`Ajoutez ${code('set headers')}.`;",
      texts: ['sentence: Ajoutez ….', 'sentence: Add set headers.'],
    },
    {
      says: 'no help of a command, which has columns',
      code: 'verbatim`Use it so:  --all`.fr`Usage :  --all`;',
      texts: [],
    },
    {
      says: 'a plain text',
      code: "const note = 'Restart the server.';",
      texts: ['sentence: Restart the server.'],
    },
    {
      says: 'a template',
      code: 'const note = `Show ${count} more requests`;',
      texts: ['sentence: Show … more requests'],
    },
    {
      says: 'the end of a sentence',
      code: "const end = 'they reach every server.';",
      texts: ['sentence: they reach every server.'],
    },
    {
      says: 'a title, however short',
      code: "const cause = { title: 'No answer' };",
      texts: ['heading: No answer'],
    },
    {
      says: 'an element with others inside its line',
      code: 'const view = <p>Open <b>the <code>Network</code> panel</b> first.</p>;',
      texts: ['sentence: Open the Network panel first.'],
    },
    {
      says: 'a block inside another one, separately',
      code: 'const view = <div>One text.<p>Another text.</p></div>;',
      texts: ['sentence: One text.', 'sentence: Another text.'],
    },
    {
      says: 'a heading, a value and a text in braces',
      code: "const view = <h2>Blocked: {count}{' requests'}</h2>;",
      texts: ['heading: Blocked: … requests'],
    },
    {
      says: 'a translation, without its code',
      code: "say`It has ${code('the header')}.`.fr`Elle a ${code('the header')}.`;",
      texts: ['sentence: Elle a ….', 'sentence: It has the header.'],
    },
    {
      says: 'both sides of a condition',
      code: "const view = <p>{some ? 'One was seen.' : 'None was seen.'}</p>;",
      texts: ['sentence: One was seen.', 'sentence: None was seen.'],
    },
    {
      says: 'an attribute that is shown or read aloud',
      code: 'const view = <button title="Save it" aria-label="Save the list" className="save big" />;',
      texts: ['sentence: Save it', 'sentence: Save the list'],
    },
    {
      says: 'an attribute that is computed',
      code: 'const view = <p title={`Copy the ${name} value`}>{name}</p>;',
      texts: ['sentence: Copy the … value'],
    },
    {
      says: 'prose in an array',
      code: "const note = ['It allows ', code('*'), ' and no cookies.'];",
      texts: ['fragment: It allows * and no cookies.'],
    },
    {
      says: 'prose in an array, of values that are spread',
      code: "const note = ['Allow ', ...shownList(names), '.', ` It has ${n} names`];",
      texts: ['fragment: Allow …. It has … names'],
    },
    {
      says: 'no code',
      code: "import x from './a b c'; type A = 'One of them'; const a = ['GET', 'a: b;', run('x')];",
      texts: [],
    },
  ])('$says', ({ code, texts }) => {
    const found = textsOfSource('a.tsx', code).map(({ kind, text }) => `${kind}: ${text}`);
    expect(found).toEqual(texts);
  });

  test('a document gives paragraphs, items, cells and headings, without code', () => {
    const document = [
      '# A head',
      'One line\nand [another](x).',
      '- an item\n- `npm test` runs',
      '| a cell | another |\n|---|---|',
      '```\nsome code here\n```',
    ].join('\n\n');
    expect(markdownTextsOf('a.md', document).map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'heading: A head',
      'sentence: One line and another.',
      'sentence: an item',
      'sentence: … runs',
      'sentence: a cell',
      'sentence: another',
    ]);
  });
});

describe('hard words and long sentences are refused', () => {
  const english = { at: '', language: 'en', hasTwins: false } as const;
  const of = (text: string, kind: Text['kind'] = 'sentence') =>
    problemsOf({ ...english, text, kind });
  const words = (count: number): string => `${Array(count).fill('word').join(' ')}.`;

  test.each([
    'Mend the server first.',
    'The page is told nothing.',
    'It is mostly a proxy.',
    'The setting is tried in vain.',
    'It fails for want of a header.',
    'The server names no allowed origin.',
    'Look into the log.',
    'From Django 4.0 on it is needed.',
    'The first leg is refused.',
    'Choose a stack.',
    'Nothing shows whether cookies are sent.',
    'It does not stop, nor does it start.',
    'This is the likeliest reason.',
    'The request’s credentials mode is unknown.',
    'Very likely a proxy did it.',
    'Start the server anew.',
  ])('%s', (text) => {
    expect(of(text)).toHaveLength(1);
  });

  test.each([
    'Check whether it sends cookies (credentials mode).',
    'Detected: Django (very likely).',
    'It counts from the second line on the page.',
    'The call stack frame is shown.',
    words(30),
  ])('but not: %s', (text) => {
    expect(of(text)).toEqual([]);
  });

  test.each([
    ['Envoyez une requête preflight.', 'requête préliminaire'],
    ['Ajoutez cet entête.', 'en-tête'],
    ['Une requête cross-origin échoue.', 'multi-origine'],
    ["N'ajoutez rien.", 'l’apostrophe typographique ’'],
  ])('in French, “%s” becomes %s', (text, better) => {
    const [problem] = problemsOf({ ...english, language: 'fr', text, kind: 'sentence' });
    expect(problem).toMatch(new RegExp(`: write ${better}$`));
  });

  test('in French, the name of a header is no word', () => {
    const text = 'Ni Access-Control-Allow-Headers ni Cross-Origin-Resource-Policy.';
    expect(problemsOf({ ...english, language: 'fr', text, kind: 'sentence' })).toEqual([]);
  });

  test.each([
    ['prose`${one} ${allowsOnly("A-Header")}`', true],
    ['prose`${one} and ${other}`', false],
    ['say`It is ${one}.`', true],
    ["phrase``.fr`Il y a ${counted(n, 'requête qui est bloquée')}`", true],
    ["phrase`There is ${counted(n, 'request that is blocked')}`.fr``", false],
  ])('%s has nothing to translate: %s', (code, hasTwins) => {
    expect(textsOfSource('a.ts', code).every((one) => one.hasTwins)).toBe(hasTwins);
  });

  test('sentences and headings are refused if too long, alone or on average', () => {
    expect(of(words(31))).toEqual(['a sentence of 31 words']);
    expect(of(`One. W${words(31)}`)).toEqual(['a sentence of 31 words']);
    expect(of(words(9), 'heading')).toEqual(['a heading of 9 words']);
    expect(of(words(8), 'heading')).toEqual([]);
    const texts = (count: number): Text[] => [{ ...english, text: words(count), kind: 'sentence' }];
    expect(averageProblem(texts(20))).toBeNull();
    expect(averageProblem(texts(21))).toBe('sentences of 21.0 words on average');
    expect(averageProblem([])).toBeNull();
  });
});
