import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RawEvent } from '../capture/raw-event.ts';
import { reduceCapture } from '../capture/reduce.ts';
import { type CaptureState, initialCapture } from '../capture/state.ts';
import { exchangesOfTab } from '../capture/view.ts';
import type { BrowserName } from '../model/exchange.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './finding.ts';

/** The browser drops pending events when it stops the worker. */
const FOLDER = join(import.meta.dirname, '../capture/testing/recorded');
const recordingsOf = (browser: BrowserName): readonly (readonly [string, readonly RawEvent[]])[] =>
  readdirSync(join(FOLDER, browser)).map((file) => [
    file,
    JSON.parse(readFileSync(join(FOLDER, browser, file), 'utf8')).events,
  ]);

const TAB = 1;
/** Long enough that everything without an end is given up. */
const AFTER = [310_000, 330_000] as const;

type Said = ReadonlyMap<string, Evaluation>;

function saidAfter(browser: BrowserName, before: CaptureState, events: readonly RawEvent[]): Said {
  const heard = events.reduce(reduceCapture, before);
  const ended = AFTER.reduce(
    (state, later) => reduceCapture(state, { type: 'tick', timeStamp: heard.clock + later }),
    heard,
  );
  return new Map(exchangesOfTab(ended, TAB).map((one) => [one.id, evaluate(one, browser)]));
}

const sentence = ({ verdict, findings: [first] }: Evaluation): string =>
  first === undefined ? verdict : `${verdict} by ${first.cause}`;

/** Whether a request may get this verdict, if its complete recording gets `truth`. */
function isHonest(truth: Evaluation | undefined, got: Evaluation, all: Said): boolean {
  if (got.verdict === 'undetermined') return true;
  const [cause] = got.findings;
  // A preflight without its request: its failure is a failure of a request.
  const whole =
    truth ?? [...all.values()].find(({ findings }) => findings[0]?.cause === cause?.cause);
  // Of a preflight, the end alone looks like a request that failed, as its own request did.
  const isEnd = truth === undefined && got.verdict === 'failed';
  if (isEnd) return [...all.values()].some(({ verdict }) => verdict !== 'allowed');
  if (whole === undefined) return false;
  if (whole.verdict === 'undetermined') return true;
  const [truly] = whole.findings;
  if (cause !== undefined) return cause.cause === truly?.cause;
  // Without what the page asked for, that its own mode forbids a redirect looks like its giving up.
  if (truly?.cause === 'same-origin-mode' && got.failure === 'aborted') return true;
  // Whatever ended it later, CORS had passed.
  return got.verdict === whole.verdict || (got.verdict === 'allowed' && whole.verdict === 'failed');
}

function dishonest(all: Said, said: Said): readonly string[] {
  return [...said].flatMap(([id, got]) => {
    const truth = all.get(id);
    if (isHonest(truth, got, all)) return [];
    return `request ${id} is ${truth === undefined ? 'nothing' : sentence(truth)}, not ${sentence(got)}`;
  });
}

/** The wrong conclusions about a recording that lacks the event at one place, and the later ones. */
function* wrongs(
  browser: BrowserName,
  events: readonly RawEvent[],
  alsoLost: (first: number) => readonly (readonly number[])[],
): Generator<string> {
  let before = initialCapture(browser, events[0]?.timeStamp ?? 0);
  const all = saidAfter(browser, before, events);
  for (const [first, event] of events.entries()) {
    for (const lost of alsoLost(first)) {
      const heard = events.filter((_, index) => index > first && !lost.includes(index));
      for (const wrong of dishonest(all, saidAfter(browser, before, heard))) {
        yield `without events ${[first, ...lost].join(', ')}: ${wrong}`;
      }
    }
    before = reduceCapture(before, event);
  }
}

/** What remains looks exactly like something else that happens. */
const LOOKS_LIKE_ANOTHER: ReadonlySet<string> = new Set([
  // The browser checks its own cache before it requests a font. If the redirect or the end of that
  // is lost, it looks like the font's own request.
  'font-redirect-app-scheme-cached.json',
  // Without its response, it ends as preflight-then-reset does: the connection broke.
  'c748-1577.json',
]);

describe.each(['chromium', 'firefox'] as const)('%s', { timeout: 120_000 }, (browser) => {
  const recordings = recordingsOf(browser).filter(([file]) => !LOOKS_LIKE_ANOTHER.has(file));

  test('with any one event lost, no verdict and no cause is wrong', () => {
    const found = recordings.flatMap(([file, events]) =>
      [...wrongs(browser, events, () => [[]])].map((wrong) => `${file} ${wrong}`),
    );
    expect(found).toEqual([]);
  });

  test('with any two events lost, no verdict and no cause is wrong', () => {
    const found = recordings.flatMap(([file, events], place) => {
      const one = (first: number) => [[first + 1 + ((first + place) % 5)]];
      return [...wrongs(browser, events, one)].map((wrong) => `${file} ${wrong}`);
    });
    expect(found).toEqual([]);
  });

  // As it happens: the browser drops all that it was about to send.
  test('with several events in a row lost, no verdict and no cause is wrong', () => {
    const found = recordings.flatMap(([file, events], place) => {
      const row = (first: number) => [rowAfter(first, 2 + ((first + place) % 5))];
      return [...wrongs(browser, events, row)].map((wrong) => `${file} ${wrong}`);
    });
    expect(found).toEqual([]);
  });
});

const rowAfter = (first: number, length: number): readonly number[] =>
  Array.from({ length }, (_, index) => first + 1 + index);
