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

/** The browser drops what it was about to tell a worker that it stops. */
const FOLDER = join(import.meta.dirname, '../capture/testing/recorded');
const recordingsOf = (browser: BrowserName): readonly (readonly [string, readonly RawEvent[]])[] =>
  readdirSync(join(FOLDER, browser)).map((file) => [
    file,
    JSON.parse(readFileSync(join(FOLDER, browser, file), 'utf8')).events,
  ]);

const TAB = 1;
/** Long enough for all to be given up that has no end. */
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

/** Whether a request may be spoken of so, where all of it would be spoken of as `truth`. */
function isHonest(truth: Evaluation | undefined, got: Evaluation, all: Said): boolean {
  if (got.verdict === 'undetermined') return true;
  const [cause] = got.findings;
  // A preflight without its request: then what is wrong with it is wrong with a request.
  const whole =
    truth ?? [...all.values()].find(({ findings }) => findings[0]?.cause === cause?.cause);
  if (whole === undefined) return false;
  if (cause !== undefined) return cause.cause === whole.findings[0]?.cause;
  // Whatever broke it off later, CORS had let it through.
  return got.verdict === whole.verdict || (got.verdict === 'allowed' && whole.verdict === 'failed');
}

function dishonest(all: Said, said: Said): readonly string[] {
  return [...said].flatMap(([id, got]) => {
    const truth = all.get(id);
    if (isHonest(truth, got, all)) return [];
    return `request ${id} is ${truth === undefined ? 'nothing' : sentence(truth)}, not ${sentence(got)}`;
  });
}

/** What is wrongly said of a recording when the events at one place, and at a later one, are lost. */
function* wrongs(
  browser: BrowserName,
  events: readonly RawEvent[],
  alsoLost: (first: number) => readonly number[],
): Generator<string> {
  let before = initialCapture(browser, events[0]?.timeStamp ?? 0);
  const all = saidAfter(browser, before, events);
  for (const [first, event] of events.entries()) {
    for (const second of alsoLost(first)) {
      const heard = events.filter((_, index) => index > first && index !== second);
      for (const wrong of dishonest(all, saidAfter(browser, before, heard))) {
        yield `without events ${first} and ${second}: ${wrong}`;
      }
    }
    before = reduceCapture(before, event);
  }
}

/**
 * The browser's own look at its cache, before it requests a font. Where its redirect or its end is lost,
 * nothing tells it from the font's own request.
 */
const LOOKS_LIKE_THE_FONT = 'font-redirect-app-scheme-cached.json';

describe.each(['chromium', 'firefox'] as const)('%s', { timeout: 120_000 }, (browser) => {
  const recordings = recordingsOf(browser).filter(([file]) => file !== LOOKS_LIKE_THE_FONT);

  test('whichever one event is lost, no verdict and no cause is wrong', () => {
    const found = recordings.flatMap(([file, events]) =>
      [...wrongs(browser, events, (first) => [first])].map((wrong) => `${file} ${wrong}`),
    );
    expect(found).toEqual([]);
  });

  test('whichever two events are lost, no verdict and no cause is wrong', () => {
    const found = recordings.flatMap(([file, events], place) => {
      const one = (first: number) => [first + 1 + ((first + place) % 5)];
      return [...wrongs(browser, events, one)].map((wrong) => `${file} ${wrong}`);
    });
    expect(found).toEqual([]);
  });
});
