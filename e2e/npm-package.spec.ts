import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'playwright/test';
import { stacks } from '../src/servers/index.ts';
import { chromiumPath } from '../tools/browsers/chromium-path.ts';
import { addPlaywright, type Installed, installed, ROOT } from './package/install.ts';
import { expectSarif } from './package/sarif.ts';
import { api, page, type Serving, serve } from './package/servers.ts';

/** The npm package, as it is packed, in an empty folder: each command, the library and Playwright. */

let here: Installed;
const closing: (() => void)[] = [];

test.beforeAll(async () => {
  test.setTimeout(120_000);
  here = await installed();
});
test.afterAll(() => {
  for (const close of closing) close();
  here?.remove();
});

async function serving(...args: Parameters<typeof serve>): Promise<Serving> {
  const server = await serve(...args);
  closing.push(server.close);
  return server;
}

const PAGE = 'http://localhost:3000';

function har(origin = PAGE): string {
  const request = {
    method: 'GET',
    url: 'http://127.0.0.1:8000/items',
    headers: [{ name: 'Origin', value: origin }],
  };
  const response = { status: 200, headers: [], redirectURL: '', _error: 'net::ERR_FAILED' };
  const startedDateTime = '2026-01-01T00:00:00.000Z';
  const entries = [{ startedDateTime, time: 5, _resourceType: 'fetch', request, response }];
  return JSON.stringify({ log: { creator: { name: 'WebInspector' }, entries } });
}

test('it has no dependencies and no install script', () => {
  const text = readFileSync(join(here.folder, 'node_modules/crosscheck/package.json'), 'utf8');
  const { dependencies, scripts, peerDependenciesMeta } = JSON.parse(text);
  expect([dependencies, scripts]).toEqual([undefined, undefined]);
  expect(peerDependenciesMeta).toEqual({ '@playwright/test': { optional: true } });
});

test('two packs of the same build are the same bytes', async () => {
  const tarball = () => readFileSync(join(ROOT, 'dist/crosscheck-0.1.0.tgz'));
  const before = tarball();
  execFileSync('npm', ['pack', './dist/npm', '--pack-destination', 'dist'], {
    cwd: ROOT,
    stdio: 'pipe',
  });
  expect(tarball().equals(before)).toBe(true);
});

test('--version, --help and a wrong word', async () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(await here.crosscheck('--version')).toEqual({ code: 0, out: `${version}\n`, said: '' });
  const help = await here.crosscheck('--help');
  expect(help.code).toBe(0);
  const words = help.out.split(/\s+/);
  expect(stacks.filter(({ id }) => !words.includes(id))).toEqual([]);
  expect((await here.crosscheck('diagnos')).said).toContain('Did you mean diagnose?');
  const server = await here.crosscheck('diagnose', '--server', 'expres', 'x.har');
  expect([server.code, server.said]).toEqual([2, expect.stringContaining('Did you mean express')]);
});

test('it starts in less than 300 ms', async () => {
  const file = here.write('start.har', har());
  // Other programs may hold the machine, so its own time counts: on an idle one, that is all.
  const hook = here.write(
    'time.cjs',
    `process.on('exit', () => {
       const { user, system } = process.cpuUsage();
       require('node:fs').writeFileSync('time.txt', String((user + system) / 1000));
     });`,
  );
  const main = 'node_modules/crosscheck/dist/cli/main.js';
  for (const args of [['--help'], ['diagnose', file]]) {
    expect((await here.node(['--require', `./${hook}`, main, ...args])).code).toBe(0);
    expect(Number(readFileSync(join(here.folder, 'time.txt'), 'utf8'))).toBeLessThan(300);
  }
});

test('many files: each is named, and a broken one does not stop the others', async () => {
  here.write('all/a.har', har());
  here.write('all/deeper/b.har.gz', gzipSync(har()));
  here.write('all/c.har', '{"log":');
  here.write('all/notes.txt', 'no capture');
  const { code, out, said } = await here.crosscheck('diagnose', 'all', '--format', 'ndjson');
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ file }) => file)).toEqual(['all/a.har', 'all/c.har', 'all/deeper/b.har.gz']);
  expect(lines[0].findings[0].cause).toBe('missing-allow-origin');
  expect(lines[1].problem).toContain('cut off');
  expect([code, said.trim().split('\n')]).toEqual([2, [expect.stringContaining('all/c.har: ')]]);
  const json = JSON.parse((await here.crosscheck('diagnose', 'all', '--format', 'json')).out);
  expect(json.map((one: object) => Object.keys(one))).toEqual([
    ['file', 'report'],
    ['file', 'problem'],
    ['file', 'report'],
  ]);
});

test('--files-from prints each result before the next name comes', async () => {
  here.write('one.har', har());
  const child = spawn(
    join(here.folder, 'node_modules/.bin/crosscheck'),
    ['diagnose', '--files-from', '-', '--format', 'ndjson'],
    { cwd: here.folder },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  for (const name of ['one.har', 'none.har', 'one.har']) {
    child.stdin.write(`${name}\n`);
    expect(JSON.parse((await lines.next()).value).file).toBe(name);
  }
  const ended = new Promise((done) => child.once('close', done));
  child.stdin.end();
  expect(await ended).toBe(2);
});

test('--fail-on decides the exit code', async () => {
  const file = here.write('fail.har', har());
  const code = async (...args: readonly string[]) =>
    (await here.crosscheck('diagnose', file, ...args)).code;
  expect(await code()).toBe(0);
  expect(await code('--fail-on', 'failed,undetermined')).toBe(0);
  expect(await code('--fail-on', 'risk,blocked')).toBe(1);
});

test('hostile values stay values in every format', async () => {
  const hostile = 'http://a.test\n::error::owned<![CDATA[ ]]>"&\u0007';
  const file = here.write('hostile.har', har(hostile));
  const github = (await here.crosscheck('diagnose', file, '--format', 'github')).out;
  for (const line of github.trim().split('\n')) expect(line).toMatch(/^::(error|warning) file=/);
  const junit = here.write(
    'hostile.xml',
    (await here.crosscheck('diagnose', file, '--format', 'junit')).out,
  );
  const parse =
    'import sys, xml.dom.minidom as m; print(len(m.parse(sys.argv[1]).getElementsByTagName("testcase")))';
  const cases = execFileSync('python3', ['-c', parse, join(here.folder, junit)], {
    encoding: 'utf8',
  });
  expect(Number(cases)).toBeGreaterThan(0);
  const { results } = expectSarif(
    (await here.crosscheck('diagnose', file, '--format', 'sarif')).out,
  );
  expect(results.length).toBeGreaterThan(0);
});

test('console text, in each format that lists', async () => {
  const said =
    "Access to fetch at 'http://api.test/a' from origin 'http://app.test' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
  const file = here.write('console.txt', said);
  const text = await here.crosscheck('diagnose', file, '--server', 'nginx', '--fail-on', 'blocked');
  expect([text.code, text.out]).toEqual([
    1,
    expect.stringContaining('"http://app.test" $http_origin;'),
  ]);
  const { results } = expectSarif(
    (await here.crosscheck('diagnose', file, '--format', 'sarif')).out,
  );
  expect(results.map(({ ruleId }) => ruleId)).toEqual(['missing-allow-origin']);
});

test('check: allowed, blocked and expected', async () => {
  const { url, got } = await serving(api);
  const any = await here.crosscheck('check', `${url}/any`, '--origin', PAGE);
  expect([any.code, any.out]).toEqual([0, expect.stringContaining('Chromium: allowed')]);
  const missing = await here.crosscheck('check', `${url}/missing`, '--origin', PAGE);
  expect([missing.code, missing.out]).toEqual([1, expect.stringContaining('Fix: Any server')]);
  const put = ['check', `${url}/any`, '--origin', PAGE, '--method', 'PUT', '--expect', 'blocked'];
  expect((await here.crosscheck(...put)).code).toBe(0);
  expect(got).toEqual(['GET /any', 'GET /missing', 'OPTIONS /any']);
  const echo = await here.crosscheck('check', `${url}/echo`, '--origin', PAGE, '--strangers');
  expect([echo.code, echo.out]).toEqual([1, expect.stringContaining('Risk:')]);
});

test('check: an IPv6 address', async () => {
  const { url } = await serving(api, '::1');
  expect((await here.crosscheck('check', `${url}/any`, '--origin', PAGE)).code).toBe(0);
});

test('check --file: every check, as a test suite', async () => {
  const { url, got } = await serving(api);
  const checks = [
    { name: 'any', url: `${url}/any` },
    { name: 'missing', url: `${url}/missing` },
    { name: 'closed', url: `${url}/missing`, expect: 'blocked' },
    { name: 'form', url: `${url}/any`, method: 'POST', send: true },
  ];
  const file = here.write('checks.json', JSON.stringify({ origin: PAGE, checks }));
  const junit = await here.crosscheck('check', '--file', file, '--format', 'junit', '--send');
  expect(junit.out.match(/<testcase [^>]*name="[^"]*"(?=\/?>)/g)).toHaveLength(4);
  expect(junit.out.match(/<failure /g)).toHaveLength(1);
  expect([junit.code, got]).toEqual([1, ['GET /any', 'GET /missing', 'GET /missing', 'POST /any']]);
  const unsent = await here.crosscheck('check', '--file', file);
  expect([unsent.code, unsent.said]).toEqual([2, expect.stringContaining('add --send')]);
  expect(got.filter((line) => line.startsWith('POST'))).toHaveLength(1);
});

test('the library, as an ES module, as CommonJS and with its types', async () => {
  const { url } = await serving(api);
  here.write('page.har', har());
  const uses = (origin: string) => `
    const { report } = diagnoseHar(readFileSync('page.har', 'utf8'));
    const seen = { url: 'https://api.example/a', origin: 'https://app.example', response: { status: 200 } };
    const one = diagnoseExchange(seen, { server: 'nginx' });
    checkServer({ url: '${url}/any', origin: '${origin}', strangers: true }).then(({ outcomes, strangers }) =>
      console.log(JSON.stringify([report.exchanges[0]?.findings[0]?.cause, one.verdict, one.remedies[0]?.stack, outcomes.chromium, strangers[0]?.allowed])));`;
  const expected = JSON.stringify([
    'missing-allow-origin',
    'blocked',
    'nginx',
    'allowed',
    'as every site',
  ]);
  const names = 'checkServer, diagnoseExchange, diagnoseHar';
  here.write(
    'uses.mjs',
    `import { readFileSync } from 'node:fs';\nimport { ${names} } from 'crosscheck';${uses(PAGE)}`,
  );
  here.write(
    'uses.cjs',
    `const { readFileSync } = require('node:fs');\nconst { ${names} } = require('crosscheck');${uses(PAGE)}`,
  );
  for (const file of ['uses.mjs', 'uses.cjs']) {
    expect(await here.node([file])).toEqual({ code: 0, out: `${expected}\n`, said: '' });
  }
  // A value of a wrong type must not compile: the error is expected.
  here.write(
    'uses.mts',
    `import { ${names}, type HarDiagnosis, type ServerCheckResult } from 'crosscheck';
export const a: HarDiagnosis = diagnoseHar({});
export const b: 'allowed' | 'blocked' | 'failed' | 'undetermined' | 'pending' = diagnoseExchange({ url: '', origin: '' }).verdict;
export const c: Promise<ServerCheckResult> = checkServer({ url: '', origin: '', method: 'PUT' });
// @ts-expect-error
diagnoseExchange({ url: 1, origin: '' });
`,
  );
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022'];
  expect(await here.node([tsc, ...flags, 'uses.mts'])).toEqual({ code: 0, out: '', said: '' });
});

type Told = { readonly annotations: readonly string[]; readonly attachments: readonly string[] };

test('Playwright: a failing test says what CORS blocked', async () => {
  test.setTimeout(120_000);
  addPlaywright(here);
  const [pages, server] = [await serving(page), await serving(api)];
  const executablePath = chromiumPath();
  here.write(
    'playwright.config.ts',
    `import { defineConfig } from '@playwright/test';
     export default defineConfig<{ crosscheckServer: string }>({
       testDir: 'specs', workers: 1, reporter: 'json',
       use: { crosscheckServer: 'express-cors', launchOptions: { executablePath: ${JSON.stringify(executablePath)}, args: ['--no-sandbox'] } },
     });`,
  );
  const localhost = pages.url.replace('127.0.0.1', 'localhost');
  here.write('specs/cors.spec.ts', specOf(localhost, server.url));
  // Playwright’s own types need Node’s, which are not there.
  const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext'];
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const compiled = await here.node([tsc, ...flags, '--target', 'es2023', 'specs/cors.spec.ts']);
  expect(compiled).toEqual({ code: 0, out: '', said: '' });
  const ran = await here.node(['node_modules/playwright/cli.js', 'test']);
  const told = toldBy(ran.out);
  expect(Object.keys(told)).toHaveLength(8);
  const first = (name: string) => told[name]?.annotations[0] ?? '';
  expect(first('missing')).toMatch(
    /^GET http:\/\/127\.0\.0\.1:\d+\/missing: The page is http:\/\/localhost/,
  );
  expect(told['missing']?.attachments[0]).toContain(`origin: ['${localhost}']`);
  expect(told['missing']?.annotations).toHaveLength(1);
  expect(first('put')).toContain('Access-Control-Allow-Methods');
  expect(first('cookies')).toContain('That does not cover credentials');
  expect(first('moved')).toContain('after the redirect');
  expect(first('routed')).toContain('http://other.test');
  for (const name of ['allowed', 'forged', 'passing']) {
    expect([name, told[name]]).toEqual([name, { annotations: [], attachments: [] }]);
  }
});

test('Puppeteer: a page whose session is Chromium’s own says what CORS blocked', async () => {
  addPlaywright(here);
  const [pages, server] = [await serving(page), await serving(api)];
  here.write(
    'puppeteer.mjs',
    `import { chromium } from 'playwright';
     import { watchPage } from 'crosscheck/puppeteer';
     const browser = await chromium.launch({ executablePath: ${JSON.stringify(chromiumPath())}, args: ['--no-sandbox'] });
     const context = await browser.newContext();
     const page = await context.newPage();
     const watch = await watchPage({
       createCDPSession: () => context.newCDPSession(page),
       on: (event, listener) => page.on(event, listener),
       url: () => page.url(),
     }, 'express-cors');
     await page.goto('${pages.url.replace('127.0.0.1', 'localhost')}');
     await page.evaluate((url) => fetch(url).catch(() => {}), '${server.url}/missing');
     console.log(JSON.stringify(await watch.blocked()));
     await browser.close();`,
  );
  const { code, out, said } = await here.node(['puppeteer.mjs']);
  expect([code, said]).toEqual([0, '']);
  const [blocked, ...more] = JSON.parse(out);
  expect(more).toEqual([]);
  expect(blocked.request).toBe(`GET ${server.url}/missing`);
  expect(blocked.markdown).toContain("origin: ['http://localhost");
});

function specOf(pageUrl: string, apiUrl: string): string {
  return `
import { expect, type Page, test as base } from '@playwright/test';
import { crosscheck } from 'crosscheck/playwright';

const test = base.extend(crosscheck);
const ask = async (page: Page, path: string, init: { method?: string; credentials?: 'include' } = {}) => {
  await page.goto('${pageUrl}');
  await page.evaluate(([url, init]) => fetch(url, init).then(() => 0, () => 0), ['${apiUrl}' + path, init] as const);
};
const fail = () => expect('shown').toBe('hidden');

test('missing', async ({ page }) => { await ask(page, '/missing'); await ask(page, '/missing'); fail(); });
test('put', async ({ page }) => { await ask(page, '/any', { method: 'PUT' }); fail(); });
test('cookies', async ({ page }) => { await ask(page, '/cookies', { credentials: 'include' }); fail(); });
test('moved', async ({ page }) => { await ask(page, '/moved'); fail(); });
test('allowed', async ({ page }) => { await ask(page, '/any'); fail(); });
test('passing', async ({ page }) => { await ask(page, '/missing'); });
test('routed', async ({ page }) => {
  const headers = { 'access-control-allow-origin': 'http://other.test' };
  await page.route('**/missing', (route) => route.fulfill({ status: 200, body: '{}', headers }));
  await ask(page, '/missing');
  fail();
});
test('forged', async ({ page }) => {
  await page.goto('${pageUrl}');
  await page.evaluate(() => console.error("Access to fetch at 'http://api.test/a' from origin 'http://app.test' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource."));
  fail();
});
`;
}

type Suite = {
  readonly suites?: readonly Suite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly results: readonly {
        readonly annotations: readonly { readonly type: string; readonly description: string }[];
        readonly attachments: readonly { readonly name: string; readonly body?: string }[];
      }[];
    }[];
  }[];
};

/** What Playwright's JSON report says of CORS, by the test's name. */
function toldBy(json: string): Readonly<Record<string, Told>> {
  const all = (suite: Suite): NonNullable<Suite['specs']> => [
    ...(suite.specs ?? []),
    ...(suite.suites ?? []).flatMap(all),
  ];
  return Object.fromEntries(
    all(JSON.parse(json)).map(({ title, tests }) => {
      const results = tests.flatMap((one) => one.results);
      const annotations = results.flatMap((one) => one.annotations);
      const attachments = results.flatMap((one) => one.attachments);
      return [
        title,
        {
          annotations: annotations
            .filter(({ type }) => type === 'CORS')
            .map(({ description }) => description),
          attachments: attachments
            .filter(({ name }) => name === 'CORS blocked a request')
            .map(({ body = '' }) => Buffer.from(body, 'base64').toString()),
        },
      ];
    }),
  );
}
