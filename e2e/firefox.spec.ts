import { test as base, expect } from 'playwright/test';
import type { BrowserVerdict, ExportedExchange } from './harness/browser-under-test.ts';
import { eventsOfTab } from './harness/event-recorder.ts';
import { firefoxPath } from './harness/firefox-path.ts';
import { causesOf, judgeFirefox } from './scenarios/firefox-judge.ts';
import { type FirefoxLab, startFirefoxLab } from './scenarios/firefox-lab.ts';
import { FIREFOX_FIXTURES, writeFixture } from './scenarios/fixture.ts';
import { scenarios } from './scenarios/index.ts';
import { reasonOf } from './scenarios/judge.ts';
import { perform, settledExchanges, subjects } from './scenarios/perform.ts';
import type { Said, Scenario } from './scenarios/scenario.ts';

const test = base.extend<object, { lab: FirefoxLab }>({
  lab: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from it.
    async ({}, use) => {
      const lab = await startFirefoxLab();
      await use(lab);
      await lab.close();
    },
    { scope: 'worker' },
  ],
});
test.describe.configure({ mode: 'parallel' });
test.skip(firefoxPath() === undefined, 'no Firefox');

const RECORDING = process.env['RECORD_FIXTURES'] === '1';

/** Nothing shows that cookies were meant to go: each mode alone would end like this. */
const OPEN = ['simple-credentials-same-site', 'simple-wildcard-same-site'];

/**
 * A Firefox that is set to refuse third-party cookies gives no sign of credentials, nor of its
 * setting before a cookie is seen: README, limits.
 */
const BEYOND_LIMITS = ['simple-cookies-blocked'];

for (const scenario of scenarios) {
  test(`${scenario.id}: ${scenario.name}`, async ({ lab }) => {
    const { browser, recorder } = await lab.stage(scenario.profile);
    const { page, told } = await perform(browser, lab.servers, {
      ...scenario,
      said: scenario.inFirefox ?? scenario.said,
    });
    const seen = await explained(() =>
      subjects(browser.browserVerdicts(page), scenario.id).map((verdict, index) =>
        asSeen(verdict, told[index]),
      ),
    );
    expect(surprise(scenario, seen.at(-1)), JSON.stringify({ told, seen }, null, 1)).toBeNull();

    const isHeard = scenario.unheard === undefined && !scenario.unlisted;
    const listed = isHeard ? seen : [];
    const panel = await browser.panelTab(page);
    const exchanges = await settledExchanges(browser, panel, scenario.id, listed.length);
    await panel.close();
    const events = await eventsOfTab(recorder, browser.tabId(page));
    if (RECORDING) {
      writeFixture(
        lab.servers,
        {
          scenario: scenario.id,
          name: scenario.name,
          browser: browser.version,
          indistinguishable: isOpen(scenario),
          events,
          requests: listed.map((verdict) => ({
            url: verdict.urls[0],
            method: verdict.method,
            outcome: verdict.outcome,
            errorText: verdict.errorText,
            corsError: verdict.corsError,
            blockedReason: verdict.blockedReason,
            phase: verdict.phase,
          })),
        },
        FIREFOX_FIXTURES,
      );
    }
    const trace = JSON.stringify({ told, seen, exchanges, events }, null, 1);
    expect(compare(scenario, exchanges, listed), trace).toEqual([]);
    expect(browser.extensionErrors()).toEqual([]);
    await page.close();
  });
}

/** The console's line may come a little later than the end of what it is about. */
async function explained(
  read: () => readonly BrowserVerdict[],
): Promise<readonly BrowserVerdict[]> {
  const deadline = Date.now() + 5_000;
  const isOpen = ({ outcome, corsError, errorText, answered }: BrowserVerdict) =>
    outcome === 'failed' &&
    corsError === null &&
    (errorText === 'NS_ERROR_DOM_BAD_URI' || (errorText === null && answered));
  for (;;) {
    const verdicts = read();
    if (!verdicts.some(isOpen) || Date.now() > deadline) return verdicts;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What the page was told decides whether an answer that came was let through to it. */
function asSeen(verdict: BrowserVerdict, told = ''): BrowserVerdict {
  return told.startsWith('refused') && verdict.outcome === 'finished'
    ? { ...verdict, outcome: 'failed' }
    : verdict;
}

/** Null where Firefox gave the reason that Chromium gives, or the one that the scenario names. */
function surprise({ said, inFirefox }: Scenario, seen: BrowserVerdict | undefined): Said | null {
  const expected = inFirefox ?? said;
  const isExpected = ((): boolean => {
    if (seen === undefined || expected.is === 'unseen') {
      return seen === undefined && expected.is === 'unseen';
    }
    if (expected.is === 'finished') return seen.outcome === 'finished';
    if (expected.is === 'failed') {
      return seen.outcome === 'failed' && [undefined, seen.errorText].includes(errorIn(inFirefox));
    }
    if (inFirefox !== undefined) return seen.corsError === expected.corsError;
    return causesOf(seen).some((cause) => cause === reasonOf(expected.corsError).cause);
  })();
  return isExpected ? null : expected;
}

const errorIn = (said: Said | undefined): string | undefined =>
  said?.is === 'failed' ? said.errorText : undefined;

const isOpen = ({ id, indistinguishable }: Scenario): boolean =>
  OPEN.includes(id) || indistinguishable !== undefined;

/** Sentences about everything in which the extension and the browser differ. */
function compare(
  scenario: Scenario,
  exchanges: readonly ExportedExchange[],
  verdicts: readonly BrowserVerdict[],
): readonly string[] {
  if (exchanges.length !== verdicts.length) {
    return [`${exchanges.length} exchanges, the browser made ${verdicts.length} requests`];
  }
  return verdicts.flatMap((verdict, index) => {
    const ours = exchanges[index];
    if (ours === undefined || ours.url !== verdict.urls[0]) {
      return [`not listed: ${verdict.urls[0]}`];
    }
    if (BEYOND_LIMITS.includes(scenario.id)) return [];
    if (!isOpen(scenario)) return judgeFirefox(ours, verdict).problems;
    const claims = ['blocked', 'allowed'].includes(ours.verdict);
    return claims ? [`verdict is ${ours.verdict}, but nothing shows it`] : [];
  });
}
