import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Fixture } from '../tools/judge/fixture.ts';
import { exchangesOfTab, initialCapture, reduceCapture } from './capture/index.ts';
import type { Explanation } from './causes/index.ts';
import type { Diagnosis, ProvedRemedy } from './diagnosis/diagnosis.ts';
import type { Exchange } from './model/exchange.ts';
import type { Language } from './model/language.ts';
import { originOf } from './model/origin.ts';
import type { Prose } from './model/prose.ts';
import type { SeenAnswer } from './model/seen-server.ts';
import {
  API,
  CHROMIUM_BLOCKED,
  PAGE,
  exchange as sampleExchange,
} from './model/testing/sample-exchange.ts';
import { allAtOnce } from './model/work.ts';

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
  const [{ stacks }, { toMarkdown }, { teamTextInTurn }] = await Promise.all([
    import('./servers/index.ts'),
    import('./export/markdown.ts'),
    import('./export/team.ts'),
  ]);
  const said = { diagnose, pictureOf, sentences, causes, failures, verdicts, stacks };
  return { ...said, toMarkdown, teamTextInTurn };
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
    ...diagnosis.hints.map(({ id, text }) => said(`hint ${id}`, text)),
    ...diagnosis.elsewhere.map((text) => said('elsewhere', text)),
    ...diagnosis.otherBrowsers.map(({ text }) => said('other browser', text)),
    ...diagnosis.candidates.flatMap(({ stack, detection }) =>
      detection.evidence.map((text) => said(`evidence of ${stack.id}`, text)),
    ),
  ];
}

/** All that is said beside the lines of a fix. */
function ofFix({ stack, remedy, proof, tried }: ProvedRemedy): readonly Said[] {
  const { install, snippets, pasteAtEnd, restart, notes, cautions, client, test: own } = remedy;
  const places = [install, ...snippets, ...(pasteAtEnd?.snippets ?? []), ...client, own];
  return [
    ...places.flatMap((one) => (one === null ? [] : [said(`place in ${stack.id}`, one.place)])),
    ...(restart === null ? [] : [said(`restart of ${stack.id}`, restart.text)]),
    ...notes.map((text) => said(`note of ${stack.id}`, text)),
    ...cautions.map((text) => said(`caution of ${stack.id}`, text)),
    said(`proof of ${stack.id}`, proof.text),
    ...proof.also.map((text) => said(`proof of ${stack.id}`, text)),
    ...(proof.condition === null ? [] : [said(`proof of ${stack.id}`, proof.condition)]),
    ...(tried?.whatElse ?? []).map((text) => said('what else', text)),
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
  // Labels of other products stand in quotation marks.
  const [word] = ENGLISH.exec(text.replace(/«[^»]*»/g, '…')) ?? [];
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

const contextOf = (exchange: Exchange) => ({ browser: 'chromium', exchanges: [exchange] }) as const;

/** Refused requests, each with settings of its own in every server's room. */
const REFUSED: readonly (readonly [string, Exchange])[] = [
  ['a request that needs no preflight', sampleExchange({ error: CHROMIUM_BLOCKED })],
  [
    'a request with cookies',
    sampleExchange({
      error: CHROMIUM_BLOCKED,
      requestHeaders: { Cookie: 'session=1' },
      response: { headers: { 'Access-Control-Allow-Origin': '*' } },
    }),
  ],
  [
    'a request with a method and headers',
    sampleExchange({
      error: CHROMIUM_BLOCKED,
      method: 'PUT',
      unsent: true,
      preflight: { asksHeaders: 'authorization,x-trace', status: 404 },
    }),
  ],
];

const ROOMS = join(import.meta.dirname, 'servers');

type Recorded = {
  readonly lab: string;
  readonly stack: string;
  readonly images: readonly Omit<SeenAnswer, 'url' | 'at'>[];
};

/** What real servers answered, as answers to a page that they do not know. */
const ANSWERED: readonly (readonly [lab: string, stack: string, readonly Exchange[]])[] =
  readdirSync(ROOMS, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^[^/]+\/testing\/[^/]+\.json$/.test(name))
    .map((name) => {
      const file: Recorded = JSON.parse(readFileSync(join(ROOMS, name), 'utf8'));
      const refused = file.images.map(({ kind, method, status, headers }) =>
        kind === 'preflight'
          ? sampleExchange({
              page: 'http://app.test',
              error: CHROMIUM_BLOCKED,
              method: 'PUT',
              unsent: true,
              preflight: { asksHeaders: 'content-type', status, headers },
            })
          : sampleExchange({
              page: 'http://app.test',
              error: CHROMIUM_BLOCKED,
              method,
              response: { status, headers },
            }),
      );
      return [file.lab, file.stack, refused];
    });

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

  test('what to do where no setting helps', () => {
    const place = {
      kind: 'own-place',
      place: '',
      url: `${API}/items`,
      origin: originOf(PAGE),
      method: 'PUT',
      headers: ['x-one', 'x-two'],
    } as const;
    const places = ({ stacks }: Words) =>
      stacks.flatMap(({ id, instead = [] }) =>
        instead.map((one) => said(`${id}, ${one.id}`, one.words({ ...place, place: one.id }))),
      );
    expect(places(french).length).toBeGreaterThan(10);
    expect(problems(places)).toEqual([]);
  });

  test.each(ANSWERED)('what is said of the answers of %s', (_, stack, exchanges) => {
    const found = exchanges.flatMap((exchange) =>
      problems((words) => {
        const diagnosis = words.diagnose(exchange, contextOf(exchange));
        const fix = diagnosis.remedyFor(stack);
        return [...ofDiagnosis(words, diagnosis), ...(fix === null ? [] : ofFix(fix))];
      }),
    );
    expect([...new Set(found)]).toEqual([]);
  });

  test.each(REFUSED)('the texts to send about %s', (_, exchange) => {
    const options = { version: '1.0.0', capturedAt: '2026-01-01T00:00:00Z' };
    const texts = ({ toMarkdown, teamTextInTurn }: Words) => [
      toMarkdown([exchange], contextOf(exchange), options),
      allAtOnce(teamTextInTurn([exchange], contextOf(exchange), options, 'markdown')).text,
    ];
    const lines = (words: Words) =>
      texts(words).flatMap((text, index) =>
        text
          .replace(/^```[\s\S]*?^```/gm, '')
          .replace(/(`+).*?\1/g, '…')
          .replace(/\]\([^)]*\)/g, ']')
          .split('\n')
          .map((line) => said(`line of text ${index}`, line)),
      );
    expect(inBoth(lines).length).toBeGreaterThan(20);
    const found = problems(lines).filter((one) => !one.includes(' is empty: '));
    expect(found).toEqual([]);
  });

  test.each(REFUSED)('every fix of %s', (_, exchange) => {
    const { candidates } = english.diagnose(exchange, contextOf(exchange));
    expect(candidates.length).toBeGreaterThan(50);
    const found = candidates.flatMap(({ stack: { id } }) =>
      problems(({ diagnose }) => {
        const fix = diagnose(exchange, contextOf(exchange)).remedyFor(id);
        return fix === null ? [] : ofFix(fix);
      }),
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
