import { expect, test } from 'playwright/test';
import { diagnose } from '../src/diagnosis/diagnose.ts';
import { parseHar } from '../src/har/parse-har.ts';
import type { Exchange } from '../src/model/exchange.ts';
import type { Evaluation } from '../src/policy/finding.ts';
import type { BrowserVerdict } from '../tools/browsers/browser-under-test.ts';
import { type ChromiumUnderTest, launchChromium } from '../tools/browsers/chromium.ts';
import { saidOfRequest } from '../tools/judge/fixture.ts';
import { judge, type Said } from '../tools/judge/judge.ts';
import {
  isSubject,
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';
import { type HarLog, writeHarFixture } from './har/fixture.ts';
import { type DevtoolsRecorder, recordByPlaywright, recordInDevtools } from './har/record.ts';
import { scenarios } from './scenarios/index.ts';
import { modeAt, type Scenario } from './scenarios/scenario.ts';

/**
 * Diagnoses without the browser what real DevTools and Playwright save of a scenario. Compares that
 * with what the browser itself said.
 */

const RECORDING = process.env['RECORD_FIXTURES'] === '1';
/** `HARS=all npm run e2e -- har` saves and diagnoses every scenario. */
const ALL = process.env['HARS'] === 'all';
/** A few that can be read, one for each way in which a HAR differs from the extension's events. */
const FIXTURES: ReadonlySet<string> = new Set([
  'simple-allowed-any',
  'simple-missing',
  'simple-mismatch',
  'simple-two-lines',
  'simple-wildcard-credentials',
  'preflight-ok-204',
  'preflight-method',
  'preflight-header-several',
  'preflight-missing-405',
  'preflight-redirect-slash',
  'preflight-then-missing',
  'preflight-reset',
  'preflight-hangs',
  'cache-other-method',
  'redirect-null-origin',
  'redirect-second-preflight',
  'redirect-userinfo',
  'redirect-app-scheme',
  'redirect-loop',
  'sandbox-put',
  'worker-get',
  'worker-put',
  'img-plain',
  'refused',
  'orb',
  'abort',
]);
/** DevTools leave the responses to a worker's refused requests out of their HAR. */
const UNTOLD: ReadonlySet<string> = new Set(['worker-get']);

let servers: ScenarioServers;
let browser: ChromiumUnderTest;
let devtools: DevtoolsRecorder;

test.beforeAll(async () => {
  servers = await startScenarioServers();
  browser = await launchChromium({ devtools: true });
  await browser.waitReady();
  devtools = await recordInDevtools(browser, servers);
});
test.afterAll(async () => {
  await browser.close();
  await servers.close();
});

test.describe('a HAR of DevTools agrees with the browser', () => {
  const played = scenarios.filter(({ id }) => ALL || FIXTURES.has(id));
  for (const scenario of played.filter(({ profile }) => profile === 'default')) {
    test(`${scenario.id}: ${scenario.name}`, async () => {
      await devtools.play(scenario);
      // The browser's events arrive a little later than the page's own.
      await expect
        .poll(async () => problemsOf(scenario, await devtools.har(), devtools.verdicts(scenario)), {
          timeout: 5_000,
          intervals: [20, 50, 100, 200],
        })
        .toEqual([]);
      if (RECORDING && FIXTURES.has(scenario.id)) {
        record('devtools', scenario, await devtools.har(), devtools.verdicts(scenario));
      }
    });
  }
});

test.describe('a HAR of Playwright never contradicts the browser', () => {
  for (const id of ['simple-allowed-any', 'simple-missing', 'preflight-method', 'refused']) {
    test(id, async () => {
      const scenario = scenarios.find((one) => one.id === id);
      if (scenario === undefined) throw new Error(`no scenario ${id}`);
      // The browser's verdict is already known, unless this test runs alone.
      if (devtools.verdicts(scenario).length === 0) await devtools.play(scenario);
      await expect.poll(() => settled(devtools.verdicts(scenario))).toBe(true);
      const said = devtools.verdicts(scenario);
      const log = await recordByPlaywright(servers, scenario);
      const { exchanges, problems } = parseHar({ log });
      expect(exchanges).toHaveLength(said.length);
      expect(problems).toEqual([expect.stringContaining('Playwright')]);
      for (const [index, exchange] of exchanges.entries()) {
        const { evaluation } = diagnose(exchange, { browser: 'chromium', exchanges });
        const [verdict] = said.slice(index);
        if (verdict?.corsError == null) expect(problemsWith(evaluation, verdict)).toEqual([]);
        // The file lacks both the preflight and its response.
        else expect(evaluation.verdict).toBe('undetermined');
      }
      if (RECORDING) record('playwright', scenario, log, said);
    });
  }
});

test('the extension throws nothing', () => {
  expect(browser.extensionErrors()).toEqual([]);
});

const settled = (verdicts: readonly BrowserVerdict[]): boolean =>
  verdicts.length > 0 && verdicts.every(({ outcome }) => outcome !== 'pending');

/** Sentences about every difference between the file's diagnoses and what the browser said. */
function problemsOf(
  scenario: Scenario,
  log: HarLog,
  verdicts: readonly BrowserVerdict[],
): readonly string[] {
  if (scenario.said.is !== 'unseen' && !settled(verdicts)) return ['the browser has not ended yet'];
  const { browser: rules, exchanges } = parseHar(log);
  const ours = exchanges.filter(({ hops }) => isSubject(hops[0].url, scenario.id));
  const listed = scenario.unlisted ? [] : verdicts;
  if (ours.length !== listed.length) {
    return [`${ours.length} exchanges, the browser made ${listed.length} requests`];
  }
  const left = [...ours];
  return listed.flatMap((verdict, index) => {
    const exchange = left.find((one) => isOf(one, verdict));
    if (exchange === undefined) return [`not in the file: ${verdict.method} ${verdict.urls[0]}`];
    left.splice(left.indexOf(exchange), 1);
    const { evaluation } = diagnose(exchange, { browser: rules, exchanges });
    if (UNTOLD.has(scenario.id) || scenario.indistinguishable !== undefined) {
      const claims = ['blocked', 'allowed'].includes(evaluation.verdict);
      return claims ? [`claims ${evaluation.verdict}`] : [];
    }
    if (scenario.unheard !== undefined) {
      return evaluation.failure === scenario.unheard ? [] : [`failure is ${evaluation.failure}`];
    }
    return problemsWith(evaluation, saidOfRequest(verdict, modeAt(scenario, index)));
  });
}

const isOf = ({ hops: [first] }: Exchange, { urls, method }: BrowserVerdict): boolean =>
  first.url === urls[0] && first.method === method;

const problemsWith = (evaluation: Evaluation, said: Said | undefined) =>
  said === undefined ? ['more than the browser made'] : judge(evaluation, said).problems;

function record(
  recorder: 'devtools' | 'playwright',
  scenario: Scenario,
  { creator, browser: recorded, pages, entries }: HarLog,
  verdicts: readonly BrowserVerdict[],
): void {
  writeHarFixture(servers, recorder, {
    log: {
      version: '1.2',
      creator,
      ...(recorded === undefined ? {} : { browser: recorded }),
      _scenario: scenario.id,
      _name: scenario.name,
      _browser: browser.version,
      _said: scenario.unlisted
        ? []
        : verdicts.map((verdict, index) => saidOfRequest(verdict, modeAt(scenario, index))),
      pages,
      entries,
    },
  });
}
