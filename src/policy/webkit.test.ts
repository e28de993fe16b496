/**
 * What WebKit (Safari's engine) said of scenarios that Chromium and Firefox captured. From each
 * capture alone, the same must follow. Recorded by `RECORD_FIXTURES=1 npx playwright test -c
 * e2e/playwright.config.ts e2e/webkit.spec`, and by `npm run conformance -- --browser webkit` where
 * WebKit decided otherwise than we said.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Fixture, Words } from '../../tools/judge/fixture.ts';
import { judgeWebkit, ourDecision } from '../../tools/judge/webkit-judge.ts';
import { exchangesOfTab, initialCapture, reduceCapture } from '../capture/index.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Exchange } from '../model/exchange.ts';
import { type ExchangeInput, exchange } from '../model/testing/sample-exchange.ts';

const FOLDER = join(import.meta.dirname, '../capture/testing/recorded');
const TAB = 1;

const words: readonly Words[] = readdirSync(join(FOLDER, 'webkit')).map((file) =>
  JSON.parse(readFileSync(join(FOLDER, 'webkit', file), 'utf8')),
);

type Browser = 'chromium' | 'firefox';

function captureOf(browser: Browser, scenario: string): Fixture | null {
  const path = join(FOLDER, browser, `${scenario}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

function replay(browser: Browser, { events }: Fixture): readonly Exchange[] {
  const start = Math.min(...events.map(({ timeStamp }) => timeStamp));
  return exchangesOfTab(events.reduce(reduceCapture, initialCapture(browser, start)), TAB);
}

/**
 * Bytes that are no HTTP: Firefox takes them for a response without headers, others fail. A video:
 * on Linux another library plays it, and asks twice.
 */
const NOT_SAFARIS: ReadonlySet<string> = new Set([
  'firefox garbage',
  'chromium video',
  'firefox video',
]);

function problemsOf(browser: Browser, said: Words): readonly string[] {
  const fixture = captureOf(browser, said.scenario);
  if (fixture === null) return [];
  const exchanges = replay(browser, fixture).filter(({ hops: [{ url }] }) =>
    url.includes(`/s/${said.scenario}/`),
  );
  const left = [...said.requests];
  return exchanges.flatMap((exchange) => {
    const [{ url, method }] = exchange.hops;
    const at = left.findIndex((one) => one.url === url && one.method === method);
    const [one] = left.splice(Math.max(at, 0), at < 0 ? 0 : 1);
    const { evaluation, otherBrowsers } = diagnose(exchange, { browser, exchanges });
    const isDecided = evaluation.verdict === 'allowed' || evaluation.verdict === 'blocked';
    if (one === undefined || one.outcome === 'pending' || !isDecided) return [];
    const ours = ourDecision({
      ...evaluation,
      otherBrowsers: otherBrowsers.map((other) => ({
        ...other,
        cause: other.finding?.cause ?? null,
      })),
    });
    return ours.verdict === 'undetermined' ? [] : judgeWebkit(ours, one).problems;
  });
}

test('WebKit’s words on many scenarios are kept', () => {
  expect(words.length).toBeGreaterThan(100);
});

describe.each(['chromium', 'firefox'] as const)('from a capture in %s', (browser) => {
  test.each(words.map((said) => [said.scenario, said] as const))(
    '%s: what follows for Safari is what WebKit does',
    (scenario, said) => {
      const problems = problemsOf(browser, said);
      if (NOT_SAFARIS.has(`${browser} ${scenario}`)) expect(problems).not.toEqual([]);
      else expect(problems).toEqual([]);
    },
  );
});

/** What no scenario server can be: https, or at a forbidden port. Measured by hand in all three. */
describe('what is decided before anything is sent', () => {
  const inSafari = (page: string, url: string, rest: ExchangeInput = {}) => {
    const one = exchange({
      page,
      url,
      response: { headers: { 'Access-Control-Allow-Origin': '*' } },
      started: true,
      ...rest,
    });
    const { otherBrowsers } = diagnose(one, { browser: 'chromium', exchanges: [one] });
    return otherBrowsers.find(({ browser }) => browser === 'webkit') ?? null;
  };

  test.each(['http://localhost:8000/a', 'http://127.0.0.1:8000/a', 'http://[::1]:8000/a'])(
    'a secure page asks a server of the same machine over http: %s',
    (url) => {
      expect(inSafari('https://app.example', url)).toMatchObject({
        verdict: 'failed',
        failure: 'mixed-content',
      });
      expect(inSafari('http://localhost:3000', url)).toBeNull();
    },
  );

  test('a port that Chromium alone connects to', () => {
    const page = 'http://localhost:3000';
    expect(inSafari(page, 'http://127.0.0.1:6679/a')).toMatchObject({ failure: 'unsafe-port' });
    expect(inSafari(page, 'http://127.0.0.1:6680/a')).toBeNull();
  });
});
