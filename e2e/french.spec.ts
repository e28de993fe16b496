import type { Page } from 'playwright';
import { expect, test } from 'playwright/test';
import type { Browser as ExtensionApi } from 'webextension-polyfill';
import type { Language } from '../src/model/language.ts';
import { tooWideIn, violationsIn } from '../tools/browsers/accessibility.ts';
import type { DocumentUnderTest, PageUnderTest } from '../tools/browsers/browser-under-test.ts';
import { type ChromiumUnderTest, launchChromium } from '../tools/browsers/chromium.ts';
import { type FirefoxUnderTest, launchFirefox } from '../tools/browsers/firefox.ts';
import type { FirefoxPage } from '../tools/browsers/firefox-page.ts';
import { firefoxPath } from '../tools/browsers/firefox-path.ts';
import {
  type ScenarioServers,
  startScenarioServers,
} from '../tools/scripted-servers/scenario-server.ts';
import { englishIn } from './french/english-in.ts';

/** The part of the extension API by which a test sets the language and asks for the tooltip. */
declare const chrome: ExtensionApi;

/**
 * The panel and the popup of a request that CORS blocked, in French, in both real browsers. What
 * single sentences say is held to unit tests: here, each place must speak French, and no English.
 */

test.setTimeout(180_000);

/** A browser, as far as these tests use it. Each view comes from it anew. */
type Subject = {
  readonly open: (url: string) => Promise<PageUnderTest>;
  readonly panel: (page: PageUnderTest) => Promise<DocumentUnderTest>;
  readonly popup: (page: PageUnderTest) => Promise<DocumentUnderTest>;
  /** The panel in a tab of this width; the caller closes it. */
  readonly panelTab: (page: PageUnderTest) => Promise<PageUnderTest>;
  /** A page of the extension in a tab; the caller closes it. */
  readonly extensionPage: (path: string) => Promise<PageUnderTest>;
  readonly resize: (tab: PageUnderTest, width: number) => Promise<unknown>;
  /** What the extension itself does, from one of its pages or its background. */
  readonly inExtension: <R>(act: (view: DocumentUnderTest) => Promise<R>) => Promise<R>;
  readonly tabId: (page: PageUnderTest) => number;
  readonly errors: () => readonly string[];
  readonly close: () => Promise<void>;
};

const HEIGHT = 600;

async function chromium(): Promise<Subject> {
  const browser: ChromiumUnderTest = await launchChromium({ devtools: true });
  await browser.waitReady();
  const own = new Map<PageUnderTest, Page>();
  const known = (page: PageUnderTest): Page => found(own.get(page));
  const keep = (page: Page): Page => {
    own.set(page, page);
    return page;
  };
  return {
    open: async (url) => keep(await browser.open(url)),
    panel: (page) => browser.devtoolsPanel(known(page)),
    popup: (page) => browser.popup(known(page)),
    panelTab: async (page) => keep(await browser.panelTab(known(page))),
    extensionPage: (path) => browser.open(`${browser.extensionOrigin}/${path}`),
    resize: (tab, width) => known(tab).setViewportSize({ width, height: HEIGHT }),
    inExtension: async (act) => act(await browser.background()),
    tabId: (page) => browser.tabId(known(page)),
    errors: browser.extensionErrors,
    close: browser.close,
  };
}

async function firefox(): Promise<Subject> {
  const browser: FirefoxUnderTest = await launchFirefox();
  await browser.waitReady();
  const own = new Map<PageUnderTest, FirefoxPage>();
  const known = (page: PageUnderTest): FirefoxPage => found(own.get(page));
  const keep = (page: FirefoxPage): FirefoxPage => {
    own.set(page, page);
    return page;
  };
  return {
    open: async (url) => keep(await browser.open(url)),
    panel: (page) => browser.devtoolsPanel(known(page)),
    popup: async (page) => {
      // The button of an open popup would close it.
      await browser.privileged.closePopup(browser.extensionId);
      return browser.popup(known(page));
    },
    panelTab: async (page) => {
      const tab = keep(await browser.panelTab(known(page)));
      await tab.bringToFront();
      return tab;
    },
    extensionPage: (path) => browser.extensionPage(path),
    resize: (tab, width) =>
      browser.session.send('browsingContext.setViewport', {
        context: known(tab).context,
        viewport: { width, height: HEIGHT },
      }),
    inExtension: async (act) => {
      const view = await browser.extensionPage('manifest.json', { background: true });
      return act(view).finally(view.close);
    },
    tabId: (page) => browser.tabId(known(page)),
    errors: browser.extensionErrors,
    close: browser.close,
  };
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('This page was not opened here.');
  return value;
}

const setLanguage = ({ inExtension }: Subject, language: Language): Promise<void> =>
  inExtension((view) =>
    view.evaluate(async (language: string) => {
      const { sync, local } = chrome.storage;
      const write = { settings: { language } };
      // Firefox refuses to sync for an extension that was loaded without an id.
      await sync.set(write).catch(() => local.set(write));
    }, language),
  );

const languageOf = (view: DocumentUnderTest): Promise<string> =>
  view.evaluate('document.documentElement.lang');

/** What can be read in the elements with these test ids, with ordinary spaces. */
const textIn = (view: DocumentUnderTest, ...ids: readonly string[]): Promise<string> =>
  view.evaluate((ids: readonly string[]) => {
    const selector = ids.map((id) => `[data-testid="${id}"]`).join();
    const all = [...document.querySelectorAll(selector)];
    return all
      .map((one) => one.textContent.trim())
      .join('\n')
      .replace(/[\u00a0\u202f]/g, ' ');
  }, ids);

const press = (view: DocumentUnderTest, selector: string): Promise<void> =>
  view.evaluate((selector: string) => {
    const element = document.querySelector<HTMLElement>(selector);
    if (element === null) throw new Error(`nothing to press: ${selector}`);
    element.click();
  }, selector);

const byId = (id: string): string => `[data-testid="${id}"]`;

const ask = ({ url, method }: { readonly url: string; readonly method: string }) =>
  fetch(url, { method }).then(
    () => true,
    () => false,
  );

const SUBJECTS = [
  { name: 'Chromium', launch: chromium, missing: false },
  { name: 'Firefox', launch: firefox, missing: firefoxPath() === undefined },
] as const;

for (const { name, launch, missing } of SUBJECTS) {
  test.describe(`in ${name}`, () => {
    test.skip(missing, `no ${name}`);
    let servers: ScenarioServers;
    let browser: Subject;
    let page: PageUnderTest;

    test.beforeAll(async () => {
      test.setTimeout(120_000);
      servers = await startScenarioServers();
      const nginx = { headers: [['Server', 'nginx/1.27.1']] } as const;
      servers.script('french', { 'api/items': { preflight: nginx, actual: nginx } });
      browser = await launch();
    });
    test.beforeEach(async () => {
      await setLanguage(browser, 'fr');
      page = await browser.open(servers.url('french', 'page/index.html'));
    });
    test.afterEach(async () => {
      await page.close();
      expect(browser.errors()).toEqual([]);
    });
    test.afterAll(async () => {
      await browser.close();
      await servers.close();
    });

    const block = async (): Promise<void> => {
      const url = servers.url('french', 'api/items');
      expect(await page.evaluate(ask, { url, method: 'PUT' })).toBe(false);
    };
    const shows = (view: DocumentUnderTest, id: string, words: RegExp) =>
      expect.poll(() => textIn(view, id), { timeout: 30_000 }).toMatch(words);

    test('the panel in DevTools says in French what was blocked and how to fix it', async () => {
      const panel = await browser.panel(page);
      await shows(panel, 'state-empty', /requête/);
      expect(await languageOf(panel)).toBe('fr');
      await block();
      await shows(panel, 'headline', /requête préliminaire/);
      expect(await textIn(panel, 'verdict')).toBe('Bloquée par CORS');
      expect(await textIn(panel, 'blocked-summary')).toMatch(/^1 requête bloquée/);
      await shows(panel, 'fix-step', /Vérifier à nouveau/);
      expect(await textIn(panel, 'fix-step')).toMatch(
        /Modifiez[\s\S]*Dans server \{ \}[\s\S]*rechargez nginx/,
      );
      expect(await textIn(panel, 'check-again')).toBe('Vérifier à nouveau');
      expect(await englishIn(panel)).toEqual([]);
    });

    test('its export menu, its settings and its help are French, too', async () => {
      const panel = await browser.panel(page);
      await block();
      await shows(panel, 'headline', /requête préliminaire/);
      await press(panel, byId('export-menu'));
      await expect
        .poll(() => panel.evaluate<number>("document.querySelectorAll('[role=menuitem]').length"))
        .toBeGreaterThan(3);
      const entries = await panel.evaluate("document.querySelector('[role=menu]').textContent");
      expect(entries).toMatch(/Copier pour l’équipe backend[\s\S]*Enregistrer en JSON/);
      expect(await englishIn(panel)).toEqual([]);
      await press(panel, byId('export-menu'));
      await press(panel, byId('open-settings'));
      await shows(panel, 'settings', /Paramètres/);
      expect(await textIn(panel, 'settings')).toMatch(/Thème[\s\S]*Langue[\s\S]*cookies/);
      expect(await englishIn(panel)).toEqual([]);
      await press(panel, `${byId('settings')} button`);
      await press(panel, byId('open-help'));
      await shows(panel, 'help', /requête/);
      expect(await englishIn(panel)).toEqual([]);
    });

    test('the popup and the tooltip of its button are French', async () => {
      await block();
      const title = () =>
        browser.inExtension((view) =>
          view.evaluate<string>(
            (tabId: number) => chrome.action.getTitle({ tabId }),
            browser.tabId(page),
          ),
        );
      await expect.poll(title).toMatch(/^Crosscheck\u00a0: CORS bloque 1 requête de cette page\./);
      const popup = await browser.popup(page);
      await shows(popup, 'summary', /^1 bloquée/);
      expect(await languageOf(popup)).toBe('fr');
      expect(await textIn(popup, 'exchange-row')).toMatch(/serveur/i);
      await shows(popup, 'copy-fix', /Copier/);
      expect(await textIn(popup, 'check-again')).toBe('Vérifier à nouveau');
      expect(await popup.evaluate('document.body.textContent')).toMatch(/Ouvrir la vue complète/);
      expect(await englishIn(popup)).toEqual([]);
      expect(await tooWideIn(popup)).toEqual([]);
      expect(await violationsIn(popup)).toEqual([]);
    });

    test('the page that asks for a permission is French', async () => {
      const asking = await browser.extensionPage('src/grant/grant.html?ask=http://api.test');
      await shows(asking, 'grant', /^Laisser Crosscheck surveiller api\.test \?/);
      expect(await asking.evaluate('document.title')).toBe('Crosscheck demande une autorisation');
      expect(await languageOf(asking)).toBe('fr');
      expect(await englishIn(asking)).toEqual([]);
      expect(await violationsIn(asking)).toEqual([]);
      await asking.close();
    });

    test('narrow, nothing is too wide, and axe finds nothing', async () => {
      await block();
      const tab = await browser.panelTab(page);
      await shows(tab, 'headline', /requête préliminaire/);
      for (const width of [320, 400, 900]) {
        await browser.resize(tab, width);
        expect(await tab.evaluate('innerWidth')).toBe(width);
        expect(await violationsIn(tab)).toEqual([]);
        expect({ width, tooWide: await tooWideIn(tab) }).toEqual({ width, tooWide: [] });
        await press(tab, byId('open-settings'));
        await shows(tab, 'settings', /Paramètres/);
        expect(await violationsIn(tab)).toEqual([]);
        expect({ width, tooWide: await tooWideIn(tab) }).toEqual({ width, tooWide: [] });
        await press(tab, `${byId('settings')} button`);
      }
      await tab.close();
    });

    test('choosing English in the settings brings English', async () => {
      await block();
      const tab = await browser.panelTab(page);
      await shows(tab, 'headline', /requête préliminaire/);
      await press(tab, byId('open-settings'));
      await shows(tab, 'settings', /Langue/);
      await choose(tab, 'setting-language', 'en');
      // The panel loads again, and has no language meanwhile.
      const language = () => languageOf(tab).catch(() => '');
      await expect.poll(language, { timeout: 30_000 }).toBe('en');
      await shows(tab, 'headline', /preflight/);
      expect(await textIn(tab, 'verdict')).toBe('Blocked by CORS');
      await tab.close();
      const popup = await browser.popup(page);
      await shows(popup, 'summary', /^1 blocked/);
      expect(await languageOf(popup)).toBe('en');
    });
  });
}

test('a French Chromium names and describes the extension in French', async () => {
  const browser = await launchChromium({ switches: ['--lang=fr'] });
  const background = await browser.background();
  const { name, description } = await background.evaluate(() => chrome.runtime.getManifest());
  expect(name).toBe('Crosscheck\u00a0: CORS expliqué et corrigé');
  expect(description).toContain('requête multi-origine');
  await browser.close();
});

/** Chooses an option of a select, as React hears of it. */
const choose = (view: DocumentUnderTest, id: string, value: string): Promise<void> =>
  view.evaluate(
    ({ id, value }: { readonly id: string; readonly value: string }) => {
      const select = document.querySelector<HTMLSelectElement>(`[data-testid="${id}"]`);
      if (select === null) throw new Error(`no select: ${id}`);
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    },
    { id, value },
  );
