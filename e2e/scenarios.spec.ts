import { test as base, expect } from 'playwright/test';
import { causesOfChromium } from '../src/console/cors-error.ts';
import type { BrowserVerdict, ExportedExchange } from '../tools/browsers/browser-under-test.ts';
import { eventsAbout } from '../tools/browsers/event-recorder.ts';
import { FIXTURES, saidOfRequest, writeFixture } from '../tools/judge/fixture.ts';
import { judge, reasonOf } from '../tools/judge/judge.ts';
import { scenarios } from './scenarios/index.ts';
import { type Lab, SHARE_SERVERS, startLab } from './scenarios/lab.ts';
import { groupsOf, listed } from './scenarios/play-group.ts';
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

/** Refused before there is a request, or never reached: no extension can see them in Chromium. */
const NEVER_SEEN = ['same-origin-mode', 'no-cors-redirect-mode', 'preflight-network-error'];

test('every cause that can be seen has a scenario', () => {
  const met = scenarios.flatMap(({ said }) =>
    said.is === 'blocked' ? [reasonOf(said.corsError).cause] : [],
  );
  expect([...new Set([...met, ...NEVER_SEEN])].toSorted()).toEqual(causesOfChromium.toSorted());
});

for (const group of groupsOf(scenarios, SHARE_SERVERS)) {
  test.describe(`in a tab with ${group[0]?.id}`, () => {
    // The first one waits for the whole group.
    test.describe.configure({ mode: 'default', timeout: 120_000 });
    for (const scenario of group) {
      test(`${scenario.id}: ${scenario.name}`, ({ lab }) => agrees(lab, scenario, group));
    }
  });
}

async function agrees(lab: Lab, scenario: Scenario, group: readonly Scenario[]): Promise<void> {
  const { servers, told, seen, exchanges } = await lab.play(scenario, group);
  expect(saidOf(seen.at(-1)), 'what the browser itself says').toEqual(scenario.said);

  const browser = await lab.browser(scenario.profile);
  const requests = listed(scenario, seen);
  if (RECORDING) {
    writeFixture(
      servers,
      {
        scenario: scenario.id,
        name: scenario.name,
        browser: browser.version,
        indistinguishable: scenario.indistinguishable !== undefined,
        events: await eventsAbout(await browser.background(), `/s/${scenario.id}/`),
        requests: requests.map((verdict, index) => saidOfRequest(verdict, modeAt(scenario, index))),
      },
      FIXTURES.chromium,
    );
  }

  const problems = compare(scenario, exchanges, requests);
  expect(problems, JSON.stringify({ told, seen, exchanges }, null, 1)).toEqual([]);
  expect(browser.extensionErrors()).toEqual([]);
}

function saidOf(verdict: BrowserVerdict | undefined): Said {
  if (verdict === undefined) return { is: 'unseen' };
  if (verdict.corsError !== null) return { is: 'blocked', corsError: verdict.corsError };
  if (verdict.outcome === 'finished') return { is: 'finished' };
  return { is: 'failed', errorText: verdict.errorText ?? verdict.outcome };
}

/** Sentences about every difference between the extension and the browser. */
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
    return judge(ours, said).problems;
  });
}
