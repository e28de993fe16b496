import { test as base, expect } from 'playwright/test';
import type { BrowserVerdict, ExportedExchange } from './harness/browser-under-test.ts';
import { eventsOfTab } from './harness/event-recorder.ts';
import { saidOfRequest, writeFixture } from './scenarios/fixture.ts';
import { scenarios } from './scenarios/index.ts';
import { causesOfChromium, judge, reasonOf } from './scenarios/judge.ts';
import { type Lab, startLab } from './scenarios/lab.ts';
import { perform, settledExchanges } from './scenarios/perform.ts';
import { modeAt, type Said, type Scenario } from './scenarios/scenario.ts';

const test = base.extend<object, { lab: Lab }>({
  lab: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from it.
    async ({}, use) => {
      const lab = await startLab();
      await use(lab);
      await lab.close();
    },
    { scope: 'worker' },
  ],
});
test.describe.configure({ mode: 'parallel' });

const RECORDING = process.env['RECORD_FIXTURES'] === '1';
const tally = { blocked: 0, second: 0 };

/** Refused before there is a request, or never met: no extension can see them in Chromium. */
const NEVER_SEEN = ['same-origin-mode', 'no-cors-redirect-mode', 'preflight-network-error'];

test('every cause that can be seen is met', () => {
  const met = scenarios.flatMap(({ said }) =>
    said.is === 'blocked' ? [reasonOf(said.corsError).cause] : [],
  );
  expect([...new Set([...met, ...NEVER_SEEN])].toSorted()).toEqual(causesOfChromium.toSorted());
});

for (const scenario of scenarios) {
  test(`${scenario.id}: ${scenario.name}`, async ({ lab }) => {
    const browser = await lab.browser(scenario.profile);
    const { page, told, verdicts } = await perform(browser, lab.servers, scenario);
    expect(saidOf(verdicts.at(-1)), 'what the browser itself says').toEqual(scenario.said);

    // Without DevTools, nobody hears of it.
    const isHeard = scenario.unheard === undefined && !scenario.unlisted;
    const listed = isHeard ? verdicts : [];
    const panel = await browser.panelTab(page);
    const exchanges = await settledExchanges(browser, panel, scenario.id, listed.length);
    await panel.close();
    const events = await eventsOfTab(await browser.background(), browser.tabId(page));
    if (RECORDING) {
      writeFixture(lab.servers, {
        scenario: scenario.id,
        name: scenario.name,
        browser: browser.version,
        indistinguishable: scenario.indistinguishable !== undefined,
        events,
        requests: listed.map((verdict, index) => saidOfRequest(verdict, modeAt(scenario, index))),
      });
    }

    const trace = { told, verdicts, exchanges, events };
    const problems = compare(scenario, exchanges, listed);
    expect(problems, JSON.stringify(trace, null, 1)).toEqual([]);
    expect(browser.extensionErrors()).toEqual([]);

    await page.close();
  });
}

test.afterAll(() => {
  if (tally.blocked === 0) return;
  const share = ((100 * tally.second) / tally.blocked).toFixed(1);
  console.log(
    `Blocked: ${tally.blocked}; the browser's reason second to another: ${tally.second} (${share} %)`,
  );
});

function saidOf(verdict: BrowserVerdict | undefined): Said {
  if (verdict === undefined) return { is: 'unseen' };
  if (verdict.corsError !== null) return { is: 'blocked', corsError: verdict.corsError };
  if (verdict.outcome === 'finished') return { is: 'finished' };
  return { is: 'failed', errorText: verdict.errorText ?? verdict.outcome };
}

/** Sentences about everything in which the extension and the browser differ. */
function compare(
  scenario: Scenario,
  exchanges: readonly ExportedExchange[],
  verdicts: readonly BrowserVerdict[],
): readonly string[] {
  const { indistinguishable, known } = scenario;
  if (exchanges.length !== verdicts.length) {
    return [`${exchanges.length} exchanges, the browser made ${verdicts.length} requests`];
  }
  return verdicts.flatMap((verdict, index) => {
    const ours = exchanges[index];
    if (ours === undefined || ours.url !== verdict.urls[0])
      return [`not listed: ${verdict.urls[0]}`];
    if (indistinguishable !== undefined) {
      const claims = ['blocked', 'allowed'].includes(ours.verdict);
      return claims ? [`verdict is ${ours.verdict}, but ${indistinguishable}`] : [];
    }
    const heard = saidOfRequest(verdict, modeAt(scenario, index));
    const said = known === undefined ? heard : { ...heard, errorText: known };
    const { problems, secondGuess } = judge(ours, said);
    if (verdict.corsError !== null) tally.blocked += 1;
    if (secondGuess) tally.second += 1;
    return problems;
  });
}
