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

/**
 * What WebKit does in half of the scenarios of the other browsers. `SCENARIOS=all npm run e2e -- webkit`
 * plays all.
 */
test('WebKit’s words on the scenarios are known', async ({ webkit }) => {
  test.setTimeout(120_000);
  const unknown: string[] = [];
  const servers = await startScenarioServers();
  const played = scenarios.filter(isPlayed);
  const all = RECORDING || process.env['SCENARIOS'] === 'all';
  for (const scenario of all ? played : played.filter((_, index) => index % 2 === 0)) {
    const requests = await play(webkit, servers, scenario);
    for (const { outcome, reason } of requests) {
      if (outcome !== 'refused' || reason === null) continue;
      if (causesOfWebkit(reason).length === 0 && !NOT_CORS.test(reason)) {
        unknown.push(`${scenario.id}: ${reason}`);
      }
    }
    if (RECORDING && requests.length > 0) {
      const console = webkit.record.lines();
      writeWords(servers, { scenario: scenario.id, browser: webkit.version, requests, console });
    }
  }
  await servers.close();
  expect(unknown).toEqual([]);
});

/** What WebKit says of failures that are not CORS. */
const NOT_CORS =
  /^(Could not connect|Connection terminated|Error resolving|Error performing TLS|Load request cancelled|Not allowed to (follow a redirection|use restricted network port)|Blocked by Content Security Policy|Cancelled load|Load cannot follow more than 20 redirections|Unacceptable TLS certificate|Message Corrupt|Redirect was not allowed|Error receiving data|Could not parse HTTP response)/;

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
  // Of what the page itself ended before there was a response, nothing is known.
  const told = seen().filter(({ errorText, answered }) => errorText !== CANCELED || answered);
  return told.map(({ urls: [url], method, outcome, errorText }) => {
    // The page gave up a response that it had.
    const isAllowed = outcome === 'finished' || errorText === CANCELED;
    const [said, reason] = isAllowed ? ALLOWED : [REFUSED[outcome], errorText];
    return { url, method, outcome: said, reason };
  });
}

const CANCELED = 'Load request cancelled';
const ALLOWED = ['allowed', null] as const;
const REFUSED = { failed: 'refused', pending: 'pending' } as const;

test('a secure page may not request a server of this machine over http', async () => {
  const servers = await startScenarioServers();
  const webkit = await launchWebkit({ takesAnyCertificate: true });
  try {
    await webkit.goto(servers.url('mixed', 'secure/index.html'));
    for (const server of ['api', 'near'] as const) {
      const ask = { by: 'fetch', url: servers.url('mixed', `${server}/a`) };
      const told = await webkit.evaluate<string>('runThere(JSON.parse(json))', ask);
      expect(told).toContain('refused');
      expect(webkit.record.lines().join('\n')).toContain('requested insecure content from');
    }
    expect(servers.received('mixed')).toEqual([]);
  } finally {
    await webkit.close();
    await servers.close();
  }
});

test('WebKit connects to no port that it forbids', async ({ webkit }) => {
  const servers = await startScenarioServers();
  await webkit.goto(servers.url('ports', 'page/index.html'));
  for (const port of [6679, 4190]) {
    const ask = { by: 'fetch', url: `http://127.0.0.1:${port}/` };
    await webkit.evaluate('runThere(JSON.parse(json))', ask);
    expect(webkit.record.lines().join('\n')).toContain(`restricted network port ${port}`);
  }
  await servers.close();
});
