import { expect, test, vi } from 'vitest';
import type { ViewEnvironment } from './environment.ts';
import { createGrants, type Grants, grantLabel, likelyWanted } from './grants.ts';

function world(
  pageUrl: string | null,
  granted: readonly string[],
  outcome: 'granted' | 'refused' | 'later' = 'granted',
) {
  const allowed = new Set(granted);
  const asked: (readonly string[])[] = [];
  let reloads = 0;
  let call = (_url: string): void => {};
  let permissionsChanged = (): void => {};
  const allow = (urls: readonly string[]): void => {
    for (const url of urls) allowed.add(new URL(url).hostname);
    permissionsChanged();
  };
  const environment = {
    pageUrl: async () => pageUrl,
    isGranted: async (url: string) => allowed.has(new URL(url).hostname),
    onRequestUrl(listener: (url: string) => void) {
      call = listener;
      return () => {};
    },
    onPermissionsChanged(listener: () => void) {
      permissionsChanged = listener;
      return () => {};
    },
    async askToWatch(urls: readonly string[]) {
      asked.push(urls);
      if (outcome === 'granted') allow(urls);
      return outcome;
    },
    reloadPage() {
      reloads += 1;
    },
  } as unknown as ViewEnvironment;
  const grants = createGrants(environment);
  grants.subscribe(() => {});
  const settled = (expected: Partial<Grants>): Promise<void> =>
    vi.waitFor(() => expect(grants.get()).toMatchObject(expected));
  return {
    grants,
    asked,
    settled,
    allow,
    reloads: () => reloads,
    call: (url: string) => call(url),
  };
}

test('says that the page itself is not watched', async () => {
  const { settled } = world('https://app.example.com/x', []);
  await settled({ settled: true, page: { host: 'app.example.com', granted: false } });
});

test.each([
  ['chrome://newtab/', true],
  ['about:addons', true],
  ['file:///index.html', false],
  [null, false],
])('a page without a host asks for nothing: %s', async (url, unwatchable) => {
  await world(url, []).settled({ settled: true, unwatchable, page: null, notGranted: [] });
});

test('lists each host that is called but not watched, once', async () => {
  const { call, settled } = world('http://localhost:3000/', ['localhost']);
  call('https://api.example.com/a');
  call('https://api.example.com/b');
  call('http://localhost:8000/a');
  call('nonsense');
  await settled({ notGranted: ['api.example.com'] });
});

test('asks for the hosts by their URLs, and uses the answer', async () => {
  const { call, settled, grants, asked } = world('http://localhost:3000/', ['localhost']);
  call('https://api.example.com/a');
  await settled({ notGranted: ['api.example.com'] });
  grants.grant(['api.example.com', 'never.met']);
  expect(asked).toEqual([['https://api.example.com/a']]);
  await settled({ notGranted: [] });
});

test('loads the page again once everything that was asked for is granted', async () => {
  const { call, settled, grants, reloads } = world('http://app.test/', []);
  call('http://api.test/a');
  await settled({ notGranted: ['api.test'] });
  grants.grant(['app.test', 'api.test']);
  await settled({ notGranted: [] });
  await vi.waitFor(() => expect(reloads()).toBe(1));
});

test('goes on by itself when another page has asked', async () => {
  const { settled, grants, reloads, allow } = world('http://app.test/', [], 'later');
  await settled({ settled: true });
  grants.grant(['app.test']);
  await settled({ page: { host: 'app.test', granted: false } });
  expect(reloads()).toBe(0);
  allow(['http://app.test/']);
  await settled({ page: { host: 'app.test', granted: true } });
  expect(reloads()).toBe(1);
});

test('does not load the page again for a permission that was refused before', async () => {
  const { settled, grants, reloads, allow } = world('http://app.test/', [], 'refused');
  await settled({ settled: true });
  grants.grant(['app.test']);
  await new Promise((resolve) => setTimeout(resolve));
  allow(['http://app.test/']);
  await settled({ page: { host: 'app.test', granted: true } });
  expect(reloads()).toBe(0);
});

test.each([
  ['up to two hosts are all proposed', 'a.test', ['x.net', 'y.net'], ['x.net', 'y.net']],
  [
    'of many hosts, only those of the site are proposed',
    'app.example.com',
    ['api.example.com', 'cdn.net', 'ads.net', 'notexample.com'],
    ['api.example.com'],
  ],
] as const)('%s', (_, page, hosts, wanted) => {
  expect(likelyWanted(page, hosts)).toEqual(wanted);
});

test.each([
  [['a.com'], 'Watch a.com, then reload'],
  [['a.com', 'b.com'], 'Watch a.com and b.com, then reload'],
  [['a.com', 'b.com', 'c.com'], 'Watch a.com, b.com and c.com, then reload'],
  [['a.com', 'b.com', 'c.com', 'd.com'], 'Watch a.com, b.com and 2 more, then reload'],
])('the button says which hosts it asks for: %j', (hosts, label) => {
  expect(grantLabel(hosts)).toBe(label);
});
