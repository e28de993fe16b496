import type {
  BrowserUnderTest,
  DevtoolsLook,
  DocumentUnderTest,
  PageUnderTest,
} from '../browsers/browser-under-test.ts';
import type { SceneServers } from './scene-servers.ts';

/** What the page asks for. */
type Asked = { readonly url: string; readonly init?: Readonly<Record<string, string>> };

/** A state of the panel in daily use, and the sizes and themes in which it is drawn. */
export type Scene = {
  readonly name: string;
  readonly looks: readonly (readonly [name: string, look: DevtoolsLook])[];
  /** The host of the page, if it is not `localhost`. */
  readonly host?: string;
  readonly asks: (servers: SceneServers) => readonly Asked[];
  /** What must be in the panel before it is drawn, as a selector. */
  readonly shows: string;
  /** What the user does then, as test ids to click one after the other. */
  readonly clicks?: readonly string[];
  /** Whether the server is fixed, and the same asked again, first. */
  readonly fixed?: true;
  /** Whether the toolbar's popup is drawn too. */
  readonly popup?: true;
};

const wide = { width: 1280, height: 800 } as const;
const LIGHT = [
  ['320', { width: 320, height: 700, theme: 'light' }],
  ['400', { width: 400, height: 800, theme: 'light' }],
  ['600', { width: 600, height: 700, theme: 'light' }],
  ['760', { width: 760, height: 600, theme: 'light' }],
  ['1280', { ...wide, theme: 'light' }],
  ['2000', { width: 2000, height: 1100, theme: 'light' }],
] as const;
const DARK = [
  ['400-dark', { width: 400, height: 800, theme: 'dark' }],
  ['900-dark', { width: 900, height: 600, theme: 'dark' }],
  ['1600-dark', { width: 1600, height: 900, theme: 'dark' }],
] as const;
/** Last: Firefox loads the panel again when it moves. */
const DOCKED = [
  ['right', { ...wide, theme: 'dark', dock: 'right' }],
  ['bottom', { ...wide, theme: 'light', dock: 'bottom' }],
] as const;
const SPECIAL = [
  ['zoom-200', { ...wide, theme: 'light', zoom: 2 }],
  ['forced-colors', { width: 900, height: 600, theme: 'dark', forcedColors: true }],
] as const;
const ALL = [...LIGHT, ...DARK, ...SPECIAL, ...DOCKED];
const SOME = [LIGHT[1], DARK[1], LIGHT[4], ...DOCKED];

const ROW = '[data-testid=exchange-row]';
const MANY = 10_000;

const method = ({ api }: SceneServers): Asked => ({
  url: `${api}/api/items/42`,
  init: { method: 'PUT' },
});
const five = (servers: SceneServers): readonly Asked[] => [
  method(servers),
  { url: `${servers.api}/api/products` },
  { url: `${servers.api}/api/session`, init: { credentials: 'include' } },
  { url: `${servers.api}/api/public?page=2` },
  { url: `${servers.closed}/api/orders` },
];
const fifty = (servers: SceneServers): readonly Asked[] => [
  ...Array.from({ length: 46 }, (_, index) => ({
    url: `${servers.api}/api/notifications/${1000 + index}`,
  })),
  ...five(servers),
];

export const SCENES: readonly Scene[] = [
  { name: 'empty', looks: ALL, asks: () => [], shows: '[data-testid=state-empty]' },
  { name: 'one', looks: ALL, asks: (servers) => [method(servers)], shows: ROW, popup: true },
  { name: 'five', looks: SOME, asks: five, shows: ROW, popup: true },
  { name: 'fifty', looks: ALL, asks: fifty, shows: '[data-testid=fold]', popup: true },
  {
    name: 'fifty-by-cause',
    looks: SOME,
    asks: fifty,
    shows: '[data-testid=fold]',
    clicks: ['group-by=cause'],
  },
  {
    name: 'fixed',
    looks: ALL,
    asks: five,
    shows: '[data-verdict=fixed]',
    fixed: true,
    popup: true,
  },
  {
    name: 'ungranted',
    looks: ALL,
    host: 'app.test',
    asks: ({ api }) => [
      { url: `${api.replace('localhost', 'api.test')}/api/products` },
      { url: `${api.replace('localhost', 'api.test')}/api/public` },
    ],
    shows: ROW,
    popup: true,
  },
  { name: 'settings', looks: SOME, asks: five, shows: ROW, clicks: ['open-settings'] },
  { name: 'help', looks: SOME, asks: five, shows: ROW, clicks: ['open-help'] },
  { name: 'export', looks: SOME, asks: five, shows: ROW, clicks: ['export-menu'] },
  {
    name: 'ten-thousand',
    looks: SOME,
    asks: ({ api }) =>
      Array.from({ length: MANY }, (_, index) => ({
        url: `${api}/api/${index % 3 === 0 ? 'public' : 'products'}-${index}`,
      })),
    shows: `[aria-setsize="${MANY}"]`,
  },
];

/** How many requests a page makes at once. */
const AT_ONCE = 40;
const PART = 250;
/** How long the panel takes to read what a page got, with a margin. */
const READ_MS = 1_500;

/** Plays a scene in a new tab, up to what is to be drawn. */
export async function play<Page extends PageUnderTest, Panel extends DocumentUnderTest>(
  browser: BrowserUnderTest<Page, Panel>,
  servers: SceneServers,
  { host = 'localhost', asks, shows, clicks = [], fixed }: Scene,
): Promise<Page> {
  servers.fix(false);
  const page = await browser.open(`${servers.page.replace('localhost', host)}/`);
  const panel = await browser.devtoolsPanel(page);
  await panel.evaluate(keep, MANY);
  const asked = asks(servers);
  // DevTools begin to record after a moment; Firefox reads responses while their page is shown.
  await pause();
  await askFrom(page, asked);
  if (fixed === true) {
    await pause();
    servers.fix(true);
    await askFrom(page, asked);
  }
  await pause();
  await shown(panel, shows);
  for (const click of clicks) await panel.evaluate(clicked, click);
  return page;
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, READ_MS));

/** In parts: a browser's driver waits only some seconds for each. */
async function askFrom(page: PageUnderTest, asked: readonly Asked[]): Promise<void> {
  for (let from = 0; from < asked.length; from += PART) {
    await page.evaluate(askAll, { asked: asked.slice(from, from + PART), atOnce: AT_ONCE });
  }
}

type Asking = { readonly asked: readonly Asked[]; readonly atOnce: number };

/** Runs in the page. Without functions that have a name: tsx would mark these. */
async function askAll({ asked, atOnce }: Asking): Promise<void> {
  const waiting = [...asked];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await fetch(next.url, next.init).catch(() => {});
      }
    }),
  );
}

declare const chrome: {
  readonly storage: Readonly<Record<'sync' | 'local', { set(values: object): Promise<void> }>>;
};

/** Runs in the panel: keeps that many requests. */
async function keep(most: number): Promise<void> {
  const { sync, local } = chrome.storage;
  const write = { settings: { keep: most } };
  // Firefox refuses to sync for an extension that was loaded without an id.
  await sync.set(write).catch(() => local.set(write));
}

/** Resolves once the panel has what the selector names. @throws {Error} If it takes minutes. */
async function shown(panel: DocumentUnderTest, selector: string): Promise<void> {
  const deadline = Date.now() + 240_000;
  const isThere = `document.querySelector(${JSON.stringify(selector)}) !== null`;
  while (!(await panel.evaluate<boolean>(isThere))) {
    if (Date.now() > deadline) throw new Error(`The panel does not show ${selector}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Runs in the panel: a click on what has this test id, or a choice `id=value` there. */
async function clicked(what: string): Promise<void> {
  const [id, value] = what.split('=');
  const element = document.querySelector<HTMLElement>(`[data-testid=${id}]`);
  if (element instanceof HTMLSelectElement && value !== undefined) {
    element.value = value;
    element.dispatchEvent(new Event('change', { bubbles: true }));
  } else element?.click();
  await new Promise((resolve) => setTimeout(resolve, 300));
}
