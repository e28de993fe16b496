import { test as base, expect } from 'playwright/test';
import { launchWebkit, type WebkitUnderTest } from '../tools/browsers/webkit.ts';
import { webkitReady } from '../tools/browsers/webkit-path.ts';
import { writeWords } from '../tools/judge/fixture.ts';
import { causesOfWebkit } from '../tools/judge/webkit-judge.ts';
import { startScenarioServers } from '../tools/scripted-servers/scenario-server.ts';
import { scenarios } from './scenarios/index.ts';
import { placeOf, subjects } from './scenarios/perform.ts';
import type { Scenario } from './scenarios/scenario.ts';

const test = base.extend<object, { webkit: WebkitUnderTest }>({
  webkit: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from it.
    async ({}, use) => {
      const webkit = await launchWebkit({ localNames: ['shop.test'] });
      await use(webkit);
      await webkit.close();
    },
    { scope: 'worker' },
  ],
});

const problem = await webkitReady();
test.skip(problem !== null, `no WebKit: ${problem}`);

const RECORDING = process.env['RECORD_FIXTURES'] === '1';

/**
 * Left out: what needs a browser that was set up for it, a certificate, a page that leaves, or the
 * time of a hanging server.
 */
const isPlayed = ({ profile, asks, answers, page, from }: Scenario): boolean =>
  profile === 'default' &&
  page === 'page/index.html' &&
  from.kind !== 'worker' &&
  asks.every((ask) => ask.by !== 'web-socket' && !/secure|selfsigned|public/.test(ask.url)) &&
  asks.every(
    (ask) => !('leaveAfter' in ask) && !('timeoutAfter' in ask) && !('abortAfter' in ask),
  ) &&
  Object.values(answers).every(({ preflight, actual }) =>
    [preflight, actual].every((one) => !one?.hang && !one?.endless && one?.after === undefined),
  );

/** What WebKit does in the scenarios of the other browsers. */
test('WebKit’s words on every scenario are known', async ({ webkit }) => {
  test.setTimeout(120_000);
  const unknown: string[] = [];
  const servers = await startScenarioServers();
  for (const scenario of scenarios.filter(isPlayed)) {
    const requests = await play(webkit, servers, scenario);
    for (const { outcome, reason } of requests) {
      if (outcome !== 'refused' || reason === null) continue;
      if (causesOfWebkit(reason).length === 0 && !NOT_CORS.test(reason)) {
        unknown.push(`${scenario.id}: ${reason}`);
      }
    }
    if (RECORDING && requests.length > 0) {
      writeWords(servers, { scenario: scenario.id, browser: webkit.version, requests });
    }
  }
  await servers.close();
  expect(unknown).toEqual([]);
});

/** What WebKit says of failures that are not CORS. */
const NOT_CORS =
  /^(Could not connect|Connection terminated|Error resolving|Error performing TLS|Load request cancelled|Not allowed to (follow a redirection|use restricted network port)|Blocked by Content Security Policy|Cancelled load|Load cannot follow more than 20 redirections|Unacceptable TLS certificate|Message Corrupt)/;

async function play(
  { record, goto, evaluate }: WebkitUnderTest,
  servers: Awaited<ReturnType<typeof startScenarioServers>>,
  scenario: Scenario,
) {
  const { id, page, asks } = scenario;
  servers.script(id, scenario.answers);
  record.forget();
  await goto(servers.url(id, page));
  await evaluate('prepare(JSON.parse(json))', placeOf(servers, scenario));
  for (const ask of asks) {
    await evaluate('runThere(JSON.parse(json))', { ...ask, url: servers.url(id, ask.url) });
  }
  const deadline = Date.now() + 2_000;
  const seen = () => subjects(record.verdicts(), id);
  while (seen().some(({ outcome }) => outcome === 'pending') && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return seen().map(({ urls: [url], method, outcome, errorText, answered, type }) => {
    // The page gave up a response that it had.
    const isLeft = errorText === 'Load request cancelled' && (answered || !/Fetch|XHR/.test(type));
    const isAllowed = outcome === 'finished' || isLeft;
    return {
      url,
      method,
      outcome: isAllowed
        ? ('allowed' as const)
        : outcome === 'failed'
          ? ('refused' as const)
          : outcome,
      reason: isAllowed ? null : errorText,
    };
  });
}
