import { test as base, expect } from 'playwright/test';
import type { BrowserVerdict, ExportedExchange } from '../tools/browsers/browser-under-test.ts';
import { eventsAbout } from '../tools/browsers/event-recorder.ts';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';
import { causesOf, judgeFirefox } from '../tools/judge/firefox-judge.ts';
import { FIXTURES, saidOfRequest, writeFixture } from '../tools/judge/fixture.ts';
import { reasonOf } from '../tools/judge/judge.ts';
import { type FirefoxLab, startFirefoxLab } from './scenarios/firefox-lab.ts';
import { scenarios } from './scenarios/index.ts';
import { groupsOf, listed } from './scenarios/play-group.ts';
import { modeAt, type Said, type Scenario } from './scenarios/scenario.ts';

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

/**
 * If the whole response arrives before Firefox refuses it, no sign shows whether the request was to
 * send cookies: it ends like this either way. On a busy machine the refusal may come first. Then the
 * request ends in an error, which shows it.
 */
const OPEN = [
  'simple-credentials-same-site',
  'simple-wildcard-same-site',
  'redirect-own-same-site',
];

/**
 * A Firefox set to refuse third-party cookies gives no sign of credentials. Its setting shows only
 * once a cookie is seen. So a whole response that was refused because one header is missing is called allowed.
 */
const BEYOND_LIMITS = ['simple-cookies-blocked'];

for (const group of groupsOf(scenarios)) {
  test.describe(`in a tab with ${group[0]?.id}`, () => {
    // The first one waits for the whole group.
    test.describe.configure({ mode: 'default', timeout: 180_000 });
    for (const scenario of group) {
      test(`${scenario.id}: ${scenario.name}`, ({ lab }) => agrees(lab, scenario, group));
    }
  });
}

async function agrees(
  lab: FirefoxLab,
  scenario: Scenario,
  group: readonly Scenario[],
): Promise<void> {
  const { servers, told, seen, exchanges } = await lab.play(scenario, group);
  expect(surprise(scenario, seen.at(-1)), JSON.stringify({ told, seen }, null, 1)).toBeNull();
  const requests = listed(scenario, seen);
  if (RECORDING && !BEYOND_LIMITS.includes(scenario.id)) {
    writeFixture(
      servers,
      {
        scenario: scenario.id,
        name: scenario.name,
        browser: lab.browser.version,
        indistinguishable: requests.some((_, index) => isOpen(scenario, exchanges[index])),
        events: await eventsAbout(lab.recorder, `/s/${scenario.id}/`),
        requests: requests.map((verdict, index) => saidOfRequest(verdict, modeAt(scenario, index))),
      },
      FIXTURES.firefox,
    );
  }
  const problems = compare(scenario, exchanges, requests);
  expect(problems, JSON.stringify({ told, seen, exchanges }, null, 1)).toEqual([]);
  expect(lab.browser.extensionErrors()).toEqual([]);
}

/** Null if Firefox gave Chromium's reason, or the one that the scenario expects. */
function surprise(scenario: Scenario, seen: BrowserVerdict | undefined): Said | null {
  const { said, inFirefox } = scenario;
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
    const causes = causesOf(saidOfRequest(seen, modeAt(scenario, scenario.asks.length - 1)));
    return causes.some((cause) => cause === reasonOf(expected.corsError).cause);
  })();
  return isExpected ? null : expected;
}

const errorIn = (said: Said | undefined): string | undefined =>
  said?.is === 'failed' ? said.errorText : undefined;

const isOpen = ({ id, indistinguishable }: Scenario, ours: ExportedExchange | undefined): boolean =>
  (OPEN.includes(id) && isWhole(ours)) || indistinguishable !== undefined;

const isWhole = (ours: ExportedExchange | undefined): boolean => ours?.ending.kind === 'completed';

/** Sentences about every difference between the extension and the browser. */
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
    const said = saidOfRequest(verdict, modeAt(scenario, index));
    if (BEYOND_LIMITS.includes(scenario.id) && isWhole(ours)) {
      return ours.verdict === 'allowed' ? [] : [`${ours.verdict}: strike it from README, limits`];
    }
    if (!isOpen(scenario, ours)) return judgeFirefox(ours, said).problems;
    const claims = ['blocked', 'allowed'].includes(ours.verdict);
    return claims ? [`verdict is ${ours.verdict}, but nothing shows it`] : [];
  });
}
