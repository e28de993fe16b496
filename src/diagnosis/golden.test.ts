import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Fixture } from '../../e2e/scenarios/fixture.ts';
import { judge } from '../../e2e/scenarios/judge.ts';
import { exchangesOfTab, initialCapture, reduceCapture } from '../capture/index.ts';
import type { RawEvent } from '../capture/raw-event.ts';
import type { Exchange } from '../model/exchange.ts';
import { diagnose } from './diagnose.ts';

/**
 * What a real browser's events were, and what that browser itself said: recorded by
 * `RECORD_FIXTURES=1 npx playwright test -c e2e/playwright.config.ts scenarios`.
 */
const FOLDER = join(import.meta.dirname, '../capture/fixtures/chromium');
const fixtures = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file): Fixture => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')));

const TAB = 1;

function replay(events: readonly RawEvent[]): readonly Exchange[] {
  const start = Math.min(...events.map(({ timeStamp }) => timeStamp));
  const state = events.reduce(reduceCapture, initialCapture('chromium', start));
  return exchangesOfTab(state, TAB);
}

/** Each request of a recording: what the browser said, and what is concluded from the events. */
function pairsOf({ requests, scenario }: Fixture, events: readonly RawEvent[]) {
  const exchanges = replay(events).filter(({ hops }) => hops[0].url.includes(`/s/${scenario}/`));
  const evaluations = exchanges.map((exchange) => ({
    url: exchange.hops[0].url,
    evaluation: diagnose(exchange, { browser: 'chromium', exchanges }).evaluation,
  }));
  return { evaluations, requests };
}

/** Sentences about everything in which the diagnoses differ from what the browser said. */
function differences(fixture: Fixture, events: readonly RawEvent[]): readonly string[] {
  const { evaluations, requests } = pairsOf(fixture, events);
  if (evaluations.length !== requests.length) {
    return [`${evaluations.length} exchanges, the browser made ${requests.length} requests`];
  }
  return requests.flatMap((said, index) => {
    const ours = evaluations[index];
    if (ours === undefined || ours.url !== said.url) return [`lost: ${said.url}`];
    const { credentials, verdict } = ours.evaluation;
    const mode = credentials.known ? credentials.value : 'unknown';
    if (said.credentialed !== undefined && said.credentialed !== (mode === 'include')) {
      return [`credentials are called ${mode}, the page asked otherwise`];
    }
    if (!fixture.indistinguishable) return judge(ours.evaluation, said).problems;
    return ['blocked', 'allowed'].includes(verdict) ? [`claims ${verdict}`] : [];
  });
}

test('there is a fixture for every scenario that can be recorded', () => {
  expect(fixtures.length).toBeGreaterThan(100);
});

test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))(
  'agrees with the browser when %s',
  (_, fixture) => {
    expect(differences(fixture, fixture.events)).toEqual([]);
  },
);

test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))(
  'agrees however late each event arrives when %s',
  (_, fixture) => {
    expect(differences(fixture, fixture.events.toReversed())).toEqual([]);
    // A worker that wakes up gets what waited for it kind by kind.
    const byKind = fixture.events.toSorted((a, b) => a.type.localeCompare(b.type));
    expect(differences(fixture, byKind)).toEqual([]);
  },
);

test("the browser's reason is second only where nothing shows that cookies were sent", () => {
  const guessedWrong = fixtures.filter((fixture) => {
    const { evaluations, requests } = pairsOf(fixture, fixture.events);
    return requests.some((said, index) => {
      const ours = evaluations[index];
      return ours !== undefined && judge(ours.evaluation, said).secondGuess;
    });
  });
  expect(guessedWrong.map(({ scenario }) => scenario)).toEqual([
    'ambiguous-any-404-cookies',
    'ambiguous-any-invalid-methods-cookies',
    'ambiguous-any-no-methods-cookies',
    'ambiguous-page-no-methods-cookies',
  ]);
});
