import { expect, test } from 'playwright/test';
import type {
  BrowserUnderTest,
  DocumentUnderTest,
  PageUnderTest,
} from '../tools/browsers/browser-under-test.ts';
import { launchChromium } from '../tools/browsers/chromium.ts';
import { launchFirefox } from '../tools/browsers/firefox.ts';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';
import { type BehaviorServers, startBehaviorServers } from './observer/server.ts';

/**
 * The observer changes nothing that the page's own code could notice. Each behavior of
 * `observer/page` runs in a page without the observer, then in the same page with it.
 */
test.describe.configure({ mode: 'default', timeout: 240_000 });

/** Group → behavior → its result, as JSON. */
type Results = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Tried = { readonly plain: Results; readonly observed: Results; readonly report: string };

const GROUPS = [
  'the URL of a fetch',
  'a Request',
  'this',
  'init',
  'headers that are sent',
  'the promise and the answer',
  'Headers and Response by themselves',
  'identity',
  'XMLHttpRequest',
  'EventSource',
  'what a page changed, heard of as often',
  'frames',
  'errors',
  'other ways to ask',
  'what is known to differ',
] as const;

/** Every known difference: README, "What it cannot hide". */
const KNOWN: Readonly<Record<BrowserUnderTest['name'], readonly string[]>> = {
  chromium: [
    // The error's message lacks “Failed to execute 'fetch' on 'Window'”.
    'the URL of a fetch: is a revoked Proxy',
    'init: is a revoked Proxy',
    'headers that are sent: are Headers behind a Proxy',
    // The stack trace lacks a line for toString itself.
    'errors: of toString',
    // The stack trace has a line of the observer's.
    'what is known to differ: calls in the stack of a rejected fetch',
    'what is known to differ: calls in the stack of a getter',
  ],
  firefox: [
    // The error's message quotes the value.
    'the URL of a fetch: is an object that cannot be text',
    'init: has a method that cannot be text',
    'headers that are sent: have an iterator that is no function',
    'headers that are sent: have an iterator that is null',
    'XMLHttpRequest: opens what cannot be text',
    'what is known to differ: fetch as a message',
    // The stack trace has a line of the observer's, and the error seems to come from there.
    'errors: of open on something else',
    'errors: of a bad URL',
    'errors: of send before open',
    'errors: of a synchronous send',
    'errors: of Headers.get',
    'errors: of EventSource',
    'errors: of toString',
    'what is known to differ: calls in the stack of a rejected fetch',
    'what is known to differ: calls in the stack of a getter',
    'what is known to differ: where Firefox says that an error was made',
  ],
};

let servers: BehaviorServers;
test.beforeAll(async () => {
  servers = await startBehaviorServers();
});
test.afterAll(() => servers.close());

test.describe('in Chromium', () => compares('chromium', launchChromium));
test.describe('in Firefox', () => {
  test.skip(firefoxPath() === undefined, 'no Firefox');
  compares('firefox', launchFirefox);
});

function compares<Page extends PageUnderTest, Panel extends DocumentUnderTest>(
  name: BrowserUnderTest['name'],
  launch: () => Promise<BrowserUnderTest<Page, Panel>>,
): void {
  let tried: Tried;
  test.beforeAll(async () => {
    // It waits for all behaviors, twice.
    test.setTimeout(180_000);
    tried = await tryBoth(await launch());
  });

  test('at least 150 behaviors are compared, with the observer present', () => {
    const compared = Object.values(tried.plain).flatMap((group) => Object.keys(group));
    expect(compared.length).toBeGreaterThanOrEqual(150);
    expect(Object.keys(tried.plain).toSorted()).toEqual([...GROUPS].toSorted());
    expect(tried.report).toContain('"from": "observed"');
  });

  for (const group of GROUPS) {
    test(`only known differences appear: ${group}`, () => {
      const { plain, observed } = tried;
      const differing = Object.keys(plain[group] ?? {}).filter(
        (one) => JSON.stringify(plain[group]?.[one]) !== JSON.stringify(observed[group]?.[one]),
      );
      const known = differing.filter((one) => KNOWN[name].includes(`${group}: ${one}`));
      const without = ({ [group]: results }: Results) =>
        Object.fromEntries(Object.entries(results ?? {}).filter(([one]) => !known.includes(one)));
      expect(without(observed)).toEqual(without(plain));
      expect(known.map((one) => `${group}: ${one}`).toSorted()).toEqual(
        KNOWN[name].filter((one) => one.startsWith(`${group}: `)).toSorted(),
      );
      const broken = Object.entries(plain[group] ?? {}).filter(([, result]) =>
        /^(failed:|no end$)/.test(String(result)),
      );
      expect(broken).toEqual([]);
    });
  }
}

async function tryBoth<Page extends PageUnderTest, Panel extends DocumentUnderTest>(
  browser: BrowserUnderTest<Page, Panel>,
): Promise<Tried> {
  try {
    await browser.waitReady();
    await browser.setObserving(false);
    const page = await browser.open(`${servers.page}/`);
    const plain = await tryAll(page);
    await browser.setObserving(true);
    await page.goto(`${servers.page}/`);
    const observed = await tryAll(page);
    const report = JSON.stringify(await browser.report(page), null, 1);
    expect(browser.extensionErrors()).toEqual([]);
    return { plain, observed, report };
  } finally {
    await browser.close();
  }
}

const tryAll = async (page: PageUnderTest): Promise<Results> =>
  JSON.parse(await page.evaluate<string>('tryAll()'));
