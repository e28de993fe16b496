import { expect, test } from 'playwright/test';
import type { BrowserVerdict, ExportedExchange } from '../tools/browsers/browser-under-test.ts';
import { type ChromiumUnderTest, launchChromium } from '../tools/browsers/chromium.ts';
import { djangoFailures, whyNoDjango } from '../tools/demo/django-failures.ts';
import type { DemoFailure } from '../tools/demo/failure.ts';
import { type DemoLab, startDemoLab } from '../tools/demo/lab.ts';
import { nodeFailures } from '../tools/demo/node-failures.ts';
import { judge } from '../tools/judge/judge.ts';

let lab: DemoLab;
let browser: ChromiumUnderTest;
let exchanges: readonly ExportedExchange[];
let verdicts: readonly BrowserVerdict[];

test.beforeAll(async () => {
  test.setTimeout(180_000);
  lab = await startDemoLab();
  browser = await launchChromium();
  await browser.waitReady();
  const page = await browser.open(lab.origin);
  await page.waitForSelector('html[data-ready]');
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.waitForSelector('html[data-settled]', { timeout: 60_000 });
  exchanges = (await browser.report(page))?.exchanges ?? [];
  verdicts = browser.browserVerdicts(page);
});

test.afterAll(async () => {
  await browser?.close();
  await lab?.close();
});

for (const failure of nodeFailures) diagnoses(failure);

test.describe('with a real Django', () => {
  test.beforeAll(async () => {
    const why = await whyNoDjango();
    test.skip(why !== null, why ?? '');
  });
  for (const failure of djangoFailures) diagnoses(failure);
});

function diagnoses({ id, sentence, expected }: DemoFailure): void {
  test(`${id}: ${sentence}`, () => {
    const url = lab.failures.find((one) => one.id === id)?.action.url;
    const exchange = exchanges.findLast((one) => one.url === url);
    const said = verdicts.findLast(({ urls, type }) => urls[0] === url && type !== 'Preflight');
    if (exchange === undefined || said === undefined) throw new Error(`${url} was not seen`);
    const { verdict, failure, findings } = exchange;
    expect({ verdict, failure, cause: findings[0]?.cause }).toMatchObject(expected);
    expect(judge(exchange, said).problems).toEqual([]);
  });
}
