import { expect, test } from 'playwright/test';
import type {
  BrowserUnderTest,
  DocumentUnderTest,
  ExportedExchange,
  PageUnderTest,
} from '../tools/browsers/browser-under-test.ts';
import { launchChromium } from '../tools/browsers/chromium.ts';
import { launchFirefox } from '../tools/browsers/firefox.ts';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';
import type { Action } from '../tools/demo/failure.ts';
import type { Running } from '../tools/demo/running.ts';
import { type DjangoVersion, djangoVersions } from '../tools/real-servers/django/server.ts';
import type { PrintedSnippet } from '../tools/real-servers/lab-stack.ts';
import { tryingIn } from './try-it/panel.ts';
import { demoRows, djangoRows, servePerformer, type TrialRow, type Tries } from './try-it/rows.ts';

/** `TRIALS=all npm run e2e -- try-it-table` plays every row in both browsers. */
const PLAYS_ALL = process.env['TRIALS'] === 'all';

/** One row of each kind, for `npm test`. */
const FEW: Readonly<Record<string, ReadonlySet<string>>> = {
  Chromium: new Set([
    'login-required-for-options',
    'module-from-static-host',
    'wildcard-with-cookies',
    'cached-without-vary',
    'header-not-exposed',
    'connection-refused',
    'nothing is installed, and the page reads',
    'the method is not listed',
  ]),
  Firefox: new Set(['two-layers', 'module-from-static-host', 'the method is not listed']),
};

type AnyBrowser = BrowserUnderTest<PageUnderTest, DocumentUnderTest>;
const BROWSERS: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['Chromium', () => launchChromium({ devtools: true, switches: ['--ignore-certificate-errors'] })],
  ['Firefox', () => launchFirefox()],
];

/** The part of an exported exchange that is pasted. */
type Diagnosed = ExportedExchange & {
  readonly remedies: readonly {
    readonly stack: string;
    readonly pasteAtEnd: readonly PrintedSnippet[] | null;
  }[];
};

/** The page got the response, and could read the header that it wanted. */
const PASSED = /^(status \d+(?!.*: null$)|loaded)/;
/** The browser refused the response, or let the page read it without that header. */
const REFUSED = /^(blocked|status \d+.*: null)$/;
const PATIENCE = { timeout: 30_000 };

for (const [name, launch] of BROWSERS) {
  test.describe(`in ${name}, tried in a tab, then made at the server`, () => {
    test.skip(name === 'Firefox' && firefoxPath() === undefined, 'no Firefox');
    test.describe.configure({ timeout: 120_000 });
    let performer: Running;
    let origin: string;
    let djangos: readonly DjangoVersion[];
    let browser: AnyBrowser;
    let page: PageUnderTest;
    let otherTab: PageUnderTest;
    let panel: DocumentUnderTest;

    test.beforeAll(async () => {
      performer = await servePerformer();
      origin = performer.origin.replace('127.0.0.1', 'localhost');
      djangos = await djangoVersions();
      browser = (await launch()) as AnyBrowser;
      await browser.waitReady();
      otherTab = await browser.open(origin);
      page = await browser.open(origin);
      panel = await browser.devtoolsPanel(page);
    });
    test.afterAll(async () => {
      await browser?.close();
      await performer?.stop();
    });

    test.beforeEach(async () => {
      await page.goto(origin);
      await panel.evaluate("document.querySelector('[aria-label=Clear]').click()");
      const rows = () =>
        panel.evaluate<number>("document.querySelectorAll('[data-testid=exchange-row]').length");
      await expect.poll(rows, PATIENCE).toBe(0);
    });

    for (const row of [...demoRows, ...djangoRows]) {
      if (!PLAYS_ALL && !FEW[name]?.has(row.name)) continue;
      test(row.name, async () => {
        test.skip(row.needsDjango && djangos.length === 0, 'no Django on this machine');
        const server = await row.start(origin, djangos);
        try {
          await play(row, server);
        } catch (error) {
          const shown = await panel.evaluate<string>('document.body.innerText');
          throw new Error(`${String(error)}\n--- The panel shows:\n${shown}`);
        } finally {
          await server.stop();
        }
      });
    }

    /** A document imports a module and loads a font only once, so each gets a new one. */
    const performs = (where: PageUnderTest, action: Action, from = origin): Promise<string> => {
      const isOnce = action.kind === 'module' || action.kind === 'font';
      const call =
        from === origin && !isOnce
          ? `perform(${JSON.stringify(action)})`
          : `performIn(${JSON.stringify(from)}, ${JSON.stringify(action)})`;
      return where.evaluate<string>(call);
    };

    async function play(row: TrialRow, server: Awaited<ReturnType<TrialRow['start']>>) {
      const action = row.action(server.origin);
      const { pathname } = new URL(action.url);
      // The demo’s font is broken: only the browser can tell whether CORS let it through.
      const isMute = action.kind === 'font';
      const trying = tryingIn(panel);
      const strangers = async () => ({
        'another tab': await performs(otherTab, action),
        'another origin in this tab': await performs(page, action, performer.origin),
      });
      const before = await performs(page, action);
      await trying.choose(pathname);
      await trying.sees('headline');
      const strangersBefore = await strangers();
      const tries: Tries = (name === 'Firefox' && row.triesInFirefox) || row.tries;
      if (tries === 'works') {
        expect(before).toMatch(REFUSED);
        await trying.begin();
        const got = await performs(page, action);
        if (!isMute) expect(got, 'under the trial').toMatch(PASSED);
        await expect
          .poll(() => trying.textOf('try-works'), PATIENCE)
          .toContain('Works with this fix, in this tab only. Your server is still unchanged.');
        expect(await strangers(), 'under the trial').toEqual(strangersBefore);
        await trying.end();
        expect(await performs(page, action), 'after the end').toBe(before);
      } else if (tries === 'nothing') {
        expect(await trying.textOf('try')).toBeNull();
        expect(await trying.textOf('try-obstacle')).toBeNull();
      } else {
        await expect.poll(() => trying.textOf('try-obstacle'), PATIENCE).toMatch(tries.cannot);
        expect(await trying.textOf('try-it')).toBeNull();
      }
      if ('not' in row.checks || tries === 'nothing') return;
      await server.mend(() => printed(action.url));
      await trying.click('check-again');
      await expect.poll(() => trying.textOf('headline'), PATIENCE).toMatch(row.checks);
      await expect.poll(() => trying.textOf('check-outcome'), PATIENCE).toBe('Passes now.');
      // What the page itself has kept in the browser’s cache stays there.
      const anew =
        action.kind === 'image-then-fetch' ? { ...action, url: `${action.url}?new` } : action;
      const got = await performs(page, anew);
      if (!isMute) expect(got, 'once the server is right').toMatch(PASSED);
    }

    /** What the report prints for the end of settings.py. */
    async function printed(url: string): Promise<readonly PrintedSnippet[]> {
      const report = await browser.report(page as never);
      const exchanges = (report?.exchanges ?? []) as readonly Diagnosed[];
      const fixes = exchanges
        .filter((one) => one.url === url && one.origin === origin && one.tried !== true)
        .flatMap(({ remedies }) => remedies.filter(({ stack }) => stack === 'django-cors-headers'));
      return fixes.at(-1)?.pasteAtEnd ?? [];
    }
  });
}
