import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Fixture } from '../tools/judge/fixture.ts';
import { exchangesOfTab, initialCapture, reduceCapture } from './capture/index.ts';
import type { Explanation } from './causes/index.ts';
import type { Diagnosis } from './diagnosis/diagnosis.ts';
import type { Exchange } from './model/exchange.ts';
import type { Language } from './model/language.ts';
import type { Prose } from './model/prose.ts';

/** What Crosscheck says in one language. Some texts are made while a module loads. */
async function speaking(language: Language) {
  vi.resetModules();
  const { speak } = await import('./model/language.ts');
  speak(language);
  const [{ diagnose }, { pictureOf }, { sentences }, { causes }, { failures }, { verdicts }] =
    await Promise.all([
      import('./diagnosis/diagnose.ts'),
      import('./picture/picture-of.ts'),
      import('./picture/sentences.ts'),
      import('./causes/index.ts'),
      import('./causes/failures.ts'),
      import('./causes/verdicts.ts'),
    ]);
  return { diagnose, pictureOf, sentences, causes, failures, verdicts };
}

const english = await speaking('en');
const french = await speaking('fr');
// The next file of this thread gets modules of its own, which speak English.
afterAll(() => vi.resetModules());

type Words = typeof french;

/** A text with its place in what is shown. Its values are left out. */
type Said = { readonly place: string; readonly text: string };

const said = (place: string, text: Prose | string): Said => ({
  place,
  text: typeof text === 'string' ? text : text.map(ownText).join(''),
});

const ownText = (span: Prose[number]): string => {
  if (typeof span === 'string') return span;
  return 'code' in span ? '…' : span.link;
};

const ofFindings = (place: string, findings: readonly Explanation[]): readonly Said[] =>
  findings.flatMap(({ title, text, why }, index) => [
    said(`${place} ${index}, title`, title),
    said(`${place} ${index}`, text),
    said(`${place} ${index}, why`, why),
  ]);

/** All that is said of one exchange, before a fix is made. */
function ofDiagnosis(words: Words, diagnosis: Diagnosis): readonly Said[] {
  const { title, headline, why, findings, alternatives } = diagnosis;
  return [
    said('title', title),
    said('headline', headline),
    said('why', why),
    ...ofFindings('finding', findings),
    ...alternatives.flatMap(({ condition, findings }) => [
      said('condition', condition),
      ...ofFindings('alternative', findings),
    ]),
    ...words
      .sentences(words.pictureOf(diagnosis))
      .map((text) => said(PICTURE, withoutValues(text))),
    ...diagnosis.comparison
      .filter(({ name }) => !/-(methods|headers|credentials)$/i.test(name))
      .map(({ expected }) => said('comparison', withoutValues(expected))),
    ...diagnosis.otherBrowsers.map(({ text }) => said('other browser', text)),
  ];
}

/** In a picture, values are plain text. */
const PICTURE = 'picture';
const withoutValues = (text: string): string => text.replace(/\S*[:/?=[\]_]\S*\w\S*/g, '…');

/** What is said in both languages: the same number of texts at the same places. */
function inBoth(saidBy: (words: Words) => readonly Said[]): readonly (readonly [Said, string])[] {
  const [ours, theirs] = [saidBy(french), saidBy(english)];
  expect(ours.map(({ place }) => place)).toEqual(theirs.map(({ place }) => place));
  return ours.map((one, index) => [one, theirs[index]?.text ?? '']);
}

/** Words that no French sentence has, unless they are within a value. */
const ENGLISH =
  /(?<![\w/.-])(the|is|are|was|an|of|with|without|this|that|which|from|by|to|for|not|and|its|it|does|must|has|have|requests?|servers?|headers?|response|browser|page’s|allows?)(?![\w/=-]|\.\w)/iu;

/** What is wrong with a French text, beside its English twin. */
function problemsOf([{ place, text }, twin]: readonly [Said, string]): readonly string[] {
  const [word] = ENGLISH.exec(text) ?? [];
  return [
    ...(text.trim() === '' ? ['is empty'] : []),
    ...(text === twin && /\p{Ll}{3}/u.test(text) ? ['is the English text'] : []),
    ...(text.includes("'") ? ['has an ASCII apostrophe'] : []),
    ...(place !== PICTURE && /[^\u00a0][;?!»]|[^\u00a0]:(\s|$)|«[^\u00a0]/u.test(text)
      ? ['has no space that does not break at : ; ? ! « »']
      : []),
    ...(word === undefined ? [] : [`says “${word}”`]),
  ].map((problem) => `${place} ${problem}: ${text}`);
}

const problems = (saidBy: (words: Words) => readonly Said[]): readonly string[] =>
  inBoth(saidBy).flatMap(problemsOf);

const RECORDED = join(import.meta.dirname, 'capture/testing/recorded');

function recorded(browser: 'chromium' | 'firefox'): readonly Exchange[] {
  return readdirSync(join(RECORDED, browser))
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const { events }: Fixture = JSON.parse(readFileSync(join(RECORDED, browser, file), 'utf8'));
      const start = Math.min(...events.map(({ timeStamp }) => timeStamp));
      return exchangesOfTab(events.reduce(reduceCapture, initialCapture(browser, start)), 1);
    });
}

describe('in French', () => {
  test('the title of every cause, failure and verdict', () => {
    const titles = ({ causes, failures, verdicts }: Words) =>
      [causes, failures, verdicts].flatMap((all) =>
        Object.entries(all).flatMap(([id, words]) => [
          said(id, words.title),
          ...('todo' in words ? [said(id, words.todo)] : []),
        ]),
      );
    expect(titles(french).length).toBeGreaterThan(50);
    expect(problems(titles)).toEqual([]);
  });

  test.each(['chromium', 'firefox'] as const)('every diagnosis of what %s did', (browser) => {
    const exchanges = recorded(browser);
    expect(exchanges.length).toBeGreaterThan(100);
    const found = exchanges.flatMap((exchange) =>
      problems((words) =>
        ofDiagnosis(words, words.diagnose(exchange, { browser, exchanges: [exchange] })),
      ),
    );
    expect([...new Set(found)]).toEqual([]);
  });

  test.each([
    ['The server does not allow it.', 'Le serveur ne l’autorise pas.', 0],
    ['The server does not allow it.', 'The server does not allow it.', 2],
    ['The server does not allow it.', "Le serveur ne l'autorise pas.", 1],
    ['The server does not allow it.', 'Le serveur ne l’autorise pas\u00a0: header.', 1],
    ['The server does not allow it?', 'Le serveur ne l’autorise pas\u00a0?', 0],
    ['The server does not allow it?', 'Le serveur ne l’autorise pas ?', 1],
    ['The server does not allow it: no.', 'Le serveur ne l’autorise pas: non.', 1],
    ['The server does not allow it.', '', 1],
  ])('“%s” is not “%s”', (twin, text, count) => {
    expect(problemsOf([said('text', text), twin])).toHaveLength(count);
  });
});
