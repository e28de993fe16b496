import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeFirefox } from '../../tools/judge/firefox-judge.ts';
import type { Fixture } from '../../tools/judge/fixture.ts';
import { judge } from '../../tools/judge/judge.ts';
import { exchangesOfTab, initialCapture, reduceCapture } from '../capture/index.ts';
import type { RawEvent } from '../capture/raw-event.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Evaluation } from '../policy/finding.ts';
import { diagnose } from './diagnose.ts';

/**
 * The events of a real browser, and what that browser said. Recorded by `RECORD_FIXTURES=1 npx
 * playwright test -c e2e/playwright.config.ts e2e/scenarios e2e/firefox.spec`.
 */
const FOLDER = join(import.meta.dirname, '../capture/testing/recorded');
const JUDGES = { chromium: judge, firefox: judgeFirefox } as const;

const recordings = (browser: BrowserName): readonly (readonly [name: string, Fixture])[] =>
  readdirSync(join(FOLDER, browser))
    .filter((file) => file.endsWith('.json'))
    .map((file): Fixture => JSON.parse(readFileSync(join(FOLDER, browser, file), 'utf8')))
    .map((fixture) => [`${fixture.name} (${fixture.scenario})`, fixture]);

type BrowserName = keyof typeof JUDGES;

const TAB = 1;

function replay(browser: BrowserName, events: readonly RawEvent[]): readonly Exchange[] {
  const start = Math.min(...events.map(({ timeStamp }) => timeStamp));
  const state = events.reduce(reduceCapture, initialCapture(browser, start));
  return exchangesOfTab(state, TAB);
}

/** For each request of a recording: what is concluded from the events. */
function evaluationsOf(browser: BrowserName, { scenario }: Fixture, events: readonly RawEvent[]) {
  const exchanges = replay(browser, events).filter(({ hops }) =>
    hops[0].url.includes(`/s/${scenario}/`),
  );
  return exchanges.map((exchange) => ({
    url: exchange.hops[0].url,
    evaluation: diagnose(exchange, { browser, exchanges }).evaluation,
  }));
}

/** Whether the page called a URL more often than it was requested: then its mode may stay open. */
function isOneOfMore(
  url: string,
  { events, requests }: Fixture,
  { known }: Evaluation['credentials'],
): boolean {
  const calls = events.filter(
    (event) => event.type === 'declared' && event.declaration.url === url,
  );
  return !known && calls.length > requests.filter((said) => said.url === url).length;
}

/** Sentences about every difference between the diagnoses and what the browser said. */
function differences(
  browser: BrowserName,
  fixture: Fixture,
  events: readonly RawEvent[],
): readonly string[] {
  const evaluations = evaluationsOf(browser, fixture, events);
  const { requests } = fixture;
  if (evaluations.length !== requests.length) {
    return [`${evaluations.length} exchanges, the browser made ${requests.length} requests`];
  }
  return requests.flatMap((said, index) => {
    const ours = evaluations[index];
    if (ours === undefined || ours.url !== said.url) return [`lost: ${said.url}`];
    const { credentials, verdict } = ours.evaluation;
    const mode = credentials.known ? credentials.value : 'unknown';
    const isTold = said.credentialed !== undefined && !isOneOfMore(said.url, fixture, credentials);
    if (isTold && said.credentialed !== (mode === 'include')) {
      return [`credentials are called ${mode}, the page asked otherwise`];
    }
    if (!fixture.indistinguishable) return JUDGES[browser](ours.evaluation, said).problems;
    return ['blocked', 'allowed'].includes(verdict) ? [`claims ${verdict}`] : [];
  });
}

describe.each(['chromium', 'firefox'] as const)('%s', (browser) => {
  const fixtures = recordings(browser);

  test('there is a fixture for every scenario that can be recorded', () => {
    expect(fixtures.length).toBeGreaterThan(100);
  });

  test.each(fixtures)('agrees when %s', (_, fixture) => {
    expect(differences(browser, fixture, fixture.events)).toEqual([]);
  });

  test.each(fixtures)('agrees however late each event arrives when %s', (_, fixture) => {
    expect(differences(browser, fixture, fixture.events.toReversed())).toEqual([]);
    // A background that wakes up gets the waiting events grouped by kind.
    const byKind = fixture.events.toSorted((a, b) => a.type.localeCompare(b.type));
    expect(differences(browser, fixture, byKind)).toEqual([]);
  });

  test("the browser's reason is second only if nothing shows that cookies were sent", () => {
    const guessedWrong = fixtures.filter(([, fixture]) => {
      const evaluations = evaluationsOf(browser, fixture, fixture.events);
      return fixture.requests.some((said, index) => {
        const ours = evaluations[index];
        return ours !== undefined && JUDGES[browser](ours.evaluation, said).secondGuess;
      });
    });
    expect(guessedWrong.map(([, { scenario }]) => scenario)).toEqual(SECOND_GUESSES[browser]);
  });
});

const SECOND_GUESSES: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: [
    'ambiguous-any-404-cookies',
    'ambiguous-any-invalid-methods-cookies',
    'ambiguous-any-no-methods-cookies',
    'ambiguous-page-no-methods-cookies',
  ],
  firefox: [
    'c604-656',
    'redirect-own-same-site',
    'simple-credentials-same-site',
    'simple-wildcard-same-site',
  ],
};
