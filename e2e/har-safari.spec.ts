import { chromium } from 'playwright';
import { expect, test } from 'playwright/test';
import { diagnose } from '../src/diagnosis/diagnose.ts';
import { parseHar } from '../src/har/parse-har.ts';
import { chromiumPath } from '../tools/browsers/chromium-path.ts';
import { launchWebkit } from '../tools/browsers/webkit.ts';
import { webkitReady } from '../tools/browsers/webkit-path.ts';
import { causesOfWebkit } from '../tools/judge/webkit-judge.ts';
import { isSubject, startScenarioServers } from '../tools/scripted-servers/scenario-server.ts';
import { type HarLog, writeSafariHar } from './har/fixture.ts';
import { scenarios } from './scenarios/index.ts';
import type { Scenario } from './scenarios/scenario.ts';

/**
 * Real exports of WebKit's own Web Inspector, which Safari has. What was refused, and why, must be
 * what the page and the export's own words say.
 */

const problem = await webkitReady();
test.skip(problem !== null, `no WebKit: ${problem}`);

const RECORDING = process.env['RECORD_FIXTURES'] === '1';
const IDS: ReadonlySet<string> = new Set([
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
  'redirect-null-origin',
  'redirect-userinfo',
  'redirect-app-scheme',
  'redirect-same-server',
  'safari-dropped-authorization',
  'safari-font',
  'refused',
]);

/** Defined by Web Inspector, and by the page in it. */
declare const WI: {
  readonly targets: Iterable<{
    readonly hasDomain: (name: string) => boolean;
    readonly RuntimeAgent: {
      readonly evaluate: {
        readonly invoke: (options: { readonly expression: string }) => Promise<unknown>;
      };
    };
  }>;
  readonly networkManager: {
    readonly mainFrame: {
      readonly mainResource: unknown;
      readonly resourceCollection: Iterable<unknown>;
    };
  };
  readonly HARBuilder: {
    readonly buildArchive: (resources: readonly unknown[]) => Promise<object>;
  };
};

for (const scenario of scenarios.filter(({ id }) => IDS.has(id))) {
  test(`${scenario.id}: ${scenario.name}`, async () => {
    const servers = await startScenarioServers();
    const webkit = await launchWebkit({ localNames: ['shop.test'] });
    const path = chromiumPath();
    const inspector = await chromium.launch(path === undefined ? {} : { executablePath: path });
    try {
      servers.script(scenario.id, scenario.answers);
      await webkit.goto(servers.url(scenario.id, scenario.page));
      const page = await inspector.newPage();
      await page.goto(webkit.detach());
      const asked = scenario.asks.map((ask) => {
        return { ...ask, url: servers.url(scenario.id, ask.url) };
      });
      await page.waitForFunction('[...(globalThis.WI?.targets ?? [])].length > 0');
      await page.evaluate(
        (expression) => {
          const target = [...WI.targets].find((one) => one.hasDomain('Runtime'));
          return target?.RuntimeAgent.evaluate.invoke({ expression }).then(() => null);
        },
        `(async () => { for (const ask of ${JSON.stringify(asked)}) await run(ask); })(); 0`,
      );
      await page.waitForTimeout(1_500);
      const archive = await page.evaluate(() => {
        const { mainResource, resourceCollection } = WI.networkManager.mainFrame;
        return WI.HARBuilder.buildArchive([mainResource, ...resourceCollection]);
      });
      const { log } = archive as { readonly log: HarLog };
      if (RECORDING) writeSafariHar(servers, scenario, webkit.version, log);
      expect(problemsOf(scenario, log)).toEqual([]);
    } finally {
      await inspector.close();
      await webkit.close();
      await servers.close();
    }
  });
}

/** Sentences about every difference between the diagnoses and the export's own words. */
function problemsOf({ id }: Scenario, log: HarLog): readonly string[] {
  const { browser, exchanges } = parseHar({ log });
  const own = log.entries.filter(({ request }) => isSubject(request.url, id));
  const listed = exchanges.filter(({ hops }) => isSubject(hops[0].url, id));
  if (own.length === 0 || listed.length !== own.length) {
    return [`${own.length} entries, ${listed.length} exchanges`];
  }
  return own.flatMap(({ response }, index) => {
    const exchange = listed[index];
    if (exchange === undefined) return [];
    const { evaluation } = diagnose(exchange, { browser, exchanges });
    const words = response._error ?? null;
    const [first] = evaluation.findings;
    if (words === null) {
      return evaluation.verdict === 'allowed' ? [] : [`passed, is called ${evaluation.verdict}`];
    }
    const causes: readonly string[] = causesOfWebkit(words);
    const expected = causes.length > 0 ? 'blocked' : 'failed';
    if (evaluation.verdict !== expected) return [`${words} is called ${evaluation.verdict}`];
    const isWrong = first !== undefined && expected === 'blocked' && !causes.includes(first.cause);
    return isWrong ? [`${words} is called ${first.cause}`] : [];
  });
}
