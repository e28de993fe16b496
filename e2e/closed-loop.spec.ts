import { request as httpRequest } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Frame, Page } from 'playwright';
import { expect, test } from 'playwright/test';
import type { ExportedExchange } from '../tools/browsers/browser-under-test.ts';
import { type ChromiumUnderTest, launchChromium } from '../tools/browsers/chromium.ts';
import { chooseServer } from '../tools/panel-lab/choose-server.ts';
import {
  type DjangoVersion,
  djangoVersions,
  missingDjangoVersions,
  type RunningDjango,
  startDjango,
} from '../tools/real-servers/django/server.ts';
import { selfSigned } from '../tools/scripted-servers/certificate.ts';
import {
  copiedFromArticles,
  type Misconfiguration,
  misconfigurations,
  type PageRequest,
} from './closed-loop/misconfigurations.ts';
import {
  askFrom,
  filled,
  listen,
  type PageServer,
  servePage,
  startMisconfigured,
} from './closed-loop/misconfigured.ts';

/** The parts of an exported exchange that say what to do. */
type Diagnosed = ExportedExchange & {
  readonly requirement: {
    readonly elsewhere: readonly { readonly kind: string; readonly to?: string }[];
  };
  readonly remedies: readonly { readonly stack: string; readonly detected: boolean }[];
};

let browser: ChromiumUnderTest;
/** One tab with DevTools for all tests. Each test has its own page and server. */
let page: Page;
let panel: Frame;
let pageServer: PageServer;
let pageOrigin: string;
let versions: readonly DjangoVersion[];

test.beforeAll(async () => {
  test.setTimeout(180_000);
  versions = await djangoVersions();
  for (const { id, reason } of await missingDjangoVersions()) console.log(`no ${id}: ${reason}`);
  pageServer = await servePage();
  pageOrigin = pageServer.origin;
  browser = await launchChromium({ devtools: true, switches: ['--ignore-certificate-errors'] });
  await browser.waitReady();
  page = await browser.open(pageOrigin);
  panel = await browser.devtoolsPanel(page);
});

test.beforeEach(async () => {
  await page.goto(pageOrigin);
  await panel.getByRole('button', { name: 'Clear' }).click();
});

test.afterAll(async () => {
  await browser?.close();
  pageServer?.close();
});

test.describe('a misconfigured Django is fixed by what the panel prints', () => {
  for (const one of misconfigurations) test(one.name, () => closeTheLoop(one));
});

test.describe('settings from articles are fixed by what the panel prints', () => {
  for (const one of copiedFromArticles) test(one.name, () => closeTheLoop(one));
});

test('a fix pasted without a restart changes nothing, and the panel asks for the restart', async () => {
  const django = await startDjango({ version: pick(), settings: '', server: 'gunicorn' });
  try {
    expect(await ask(django.origin, { path: '/api/data/' })).toMatch(/^refused/);
    const fix = await copiedFix();
    await django.paste(fix);
    await page.waitForTimeout(3_500);
    expect(await ask(django.origin, { path: '/api/data/' })).toMatch(/^refused/);
    await expect(panel.getByText(/restart/i).first()).toBeVisible();
    await django.restart();
    expect(await ask(django.origin, { path: '/api/data/' })).toBe('status 200');
    await expect(panel.getByTestId('fixed-card')).toBeVisible();
  } finally {
    await django.stop();
  }
});

test('every origin with credentials works in Django, and the panel calls it dangerous', async () => {
  const settings = 'CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True';
  const django = await startDjango({
    version: pick(),
    settings,
    middleware: ['corsheaders.middleware.CorsMiddleware'],
    apps: ['corsheaders'],
    server: 'gunicorn',
  });
  const get: PageRequest = { path: '/api/data/', credentials: 'include' };
  try {
    expect(await ask(django.origin, get)).toBe('status 200');
    await page.goto(pageOrigin.replace('localhost', '127.0.0.1'));
    expect(await ask(django.origin, get)).toBe('status 200');
    expect((await diagnosed(2)).map(({ verdict }) => verdict)).toEqual(['allowed', 'allowed']);
    await panel.getByTestId('exchange-row').first().click();
    await expect(panel.getByText(/any site can read what your logged-in users see/)).toBeVisible();
  } finally {
    await django.stop();
  }
});

async function closeTheLoop(one: Misconfiguration): Promise<void> {
  const version = pick(one.release);
  const tls = one.settings.includes('{tls}') ? await startTlsProxy() : null;
  const places = { page: pageOrigin, ...(tls && { tls: tls.host }) };
  const django = await startMisconfigured(one, version, places);
  tls?.forwardTo(django.port);
  try {
    await blockedThenFixed(one, django);
  } catch (error) {
    throw new Error(`${String(error)}\n--- Django wrote:\n${django.log().slice(-2_000)}`);
  } finally {
    await django.stop();
    tls?.close();
  }
}

async function blockedThenFixed(one: Misconfiguration, django: RunningDjango) {
  expect(await ask(django.origin, one.request), 'before').toMatch(/^refused/);

  const [exchange] = await diagnosed(1);
  const said = browser.browserVerdicts(page).findLast(({ corsError }) => corsError !== null);
  const story = JSON.stringify({ browser: said, findings: exchange?.findings }, null, 2);
  expect(exchange?.verdict, story).toBe('blocked');
  expect(exchange?.findings[0], story).toMatchObject({ cause: one.cause, phase: one.phase });
  if (one.unrecognised) {
    await chooseServer(panel, 'django-cors-headers');
  } else {
    expect(exchange?.remedies[0], story).toMatchObject({ stack: 'django-cors-headers' });
  }

  const fix = await copiedFix();
  for (const text of one.fixHas ?? []) expect(fix).toContain(filled(text, { page: pageOrigin }));
  if (one.says) await expect(panel.locator('body')).toHaveText(one.says);

  await django.paste(fix);
  await django.restart();
  const moved = exchange?.requirement.elsewhere.find(({ to }) => to?.startsWith('https:'))?.to;
  const asked = moved === undefined ? one.request : { ...one.request, path: moved };
  expect(await ask(django.origin, asked), `after pasting\n${fix}`).toBe(one.after ?? 'status 200');
  if (moved === undefined) {
    await expect(panel.getByTestId('fixed-card')).toBeVisible();
  }
}

/** The report's exchanges, once it lists `count` of them and says how each ended. */
async function diagnosed(count: number): Promise<readonly Diagnosed[]> {
  let exchanges: readonly Diagnosed[] = [];
  await expect
    .poll(async () => {
      exchanges = ((await browser.report(page))?.exchanges ?? []) as readonly Diagnosed[];
      return exchanges.filter(({ verdict }) => verdict !== 'pending').length;
    })
    .toBe(count);
  return exchanges;
}

/** What Copy writes to the clipboard for the block at the end of settings.py. */
async function copiedFix(): Promise<string> {
  await panel.getByRole('tab', { name: 'Paste at the end instead' }).click();
  const snippet = panel.getByTestId('fix-snippet').filter({ hasText: 'settings.py' });
  await expect(snippet).toBeVisible();
  // Only a focused document may use the clipboard.
  await panel.page().bringToFront();
  await snippet.getByTestId('copy-fix').click();
  await expect(snippet.getByTestId('copy-fix')).toHaveText(/copied/i);
  // DevTools let no panel read the clipboard; the page may, as soon as it has the
  // focus, which it does not get at once.
  const hasFocus = async (): Promise<boolean> => {
    await page.bringToFront();
    return page.evaluate(() => document.hasFocus());
  };
  await expect.poll(hasFocus).toBe(true);
  return page.evaluate(() => navigator.clipboard.readText());
}

const ask = (server: string, request: PageRequest) => askFrom(page, server, request);

/**
 * The release that the case wants, or the other one if only that is installed. Without any, the
 * test is skipped.
 */
function pick(release: Misconfiguration['release'] = 'newest'): DjangoVersion {
  const found = versions.find(({ id }) => id === release) ?? versions[0];
  test.skip(found === undefined, 'no Django on this machine: the lines above say why');
  if (found === undefined) throw new Error('unreachable: the test was skipped');
  return found;
}

/**
 * A TLS proxy, as in front of Django in production. Its header says that the request came by https.
 */
async function startTlsProxy() {
  let target = 0;
  const server = createTlsServer(selfSigned(), (incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    const forwarded = httpRequest(
      {
        host: '127.0.0.1',
        port: target,
        method,
        path,
        headers: { ...headers, 'x-forwarded-proto': 'https' },
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(forwarded);
  });
  const port = await listen(server);
  return {
    host: `localhost:${port}`,
    forwardTo: (to: number) => {
      target = to;
    },
    close: () => server.close(),
  };
}
