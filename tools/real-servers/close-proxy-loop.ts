import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import type { ExportedExchange } from '../browsers/browser-under-test.ts';
import { type ChromiumUnderTest, exportJson } from '../browsers/chromium.ts';
import { chooseServer } from '../panel-lab/choose-server.ts';
import type { ReportSnippet } from './close-loop.ts';
import { nodeProgram } from './node.ts';
import { codeFor, marked, replaceMarked } from './paste.ts';
import { type RunningServer, writeFiles } from './server-process.ts';
import { startFiles } from './start-lab.ts';
import { type Tried, tryFix } from './try-fix.ts';

type Remedy = {
  readonly stack: string;
  readonly snippets: readonly ReportSnippet[];
  readonly client: readonly ReportSnippet[];
};
type Diagnosed = ExportedExchange & { readonly remedies: readonly Remedy[] };

/** What the page got before and after its own server forwarded the request. */
export type ProxyLoop = {
  readonly before: string;
  readonly tried: Tried;
  /** What was pasted: the server's settings and the page's call. */
  readonly snippets: readonly ReportSnippet[];
  readonly after: string;
};

/**
 * A page of a real Vite asks a server without CORS. The settings printed for `vite-proxy` are
 * pasted, Vite restarts, and the page makes the printed call.
 * @throws {Error} If any step fails.
 */
export async function closeProxyLoop(browser: ChromiumUnderTest): Promise<ProxyLoop> {
  const api = createServer((request, response) => {
    response.writeHead(request.method === 'OPTIONS' ? 405 : 200).end(request.headers.host);
  });
  api.listen(0, '127.0.0.1');
  await once(api, 'listening');
  const target = `http://localhost:${(api.address() as AddressInfo).port}`;
  const vite = await startFiles({ id: 'vite-proxy', command: () => nodeProgram('main.js') }, files);
  const page = await browser.open(vite.origin);
  try {
    const blocked = () => ask(page, `fetch('${target}/api/data', { method: 'PUT' })`);
    const before = await blocked();
    const { tried, snippets, client } = await fixFor(browser, page, blocked);
    if (tried.says !== 'cannot')
      throw new Error(`“Try it” says ${tried.says}: the URL must change`);
    const config = codeFor('vite.config.js', snippets);
    await writeFiles(vite.folder, {
      'vite.config.js': replaceMarked(files(vite)['vite.config.js'], config),
    });
    await vite.restart();
    await page.goto(vite.origin);
    const call = codeFor('fetch', client)
      .trim()
      .replace(/^await /, '')
      .replace(/;$/, '');
    const after = await ask(page, call);
    if (after !== `status 200 from ${new URL(target).host}`) throw new Error(`${after}\n${config}`);
    return { before, tried, snippets: [...snippets, ...client], after };
  } catch (error) {
    throw new Error(`vite-proxy: ${String(error)}\n--- Vite wrote:\n${vite.log().slice(-2_000)}`);
  } finally {
    await page.close();
    await vite.stop();
    api.close();
  }
}

function files({ port }: Pick<RunningServer, 'port'>) {
  return {
    'package.json': '{ "type": "module" }\n',
    'index.html': '<!doctype html><link rel="icon" href="data:,"><title>The page</title>',
    'main.js': [
      "import { createServer } from 'vite';",
      "const server = await createServer({ configFile: './vite.config.js' });",
      'await server.listen();',
    ].join('\n'),
    'vite.config.js': [
      'export default {',
      "  logLevel: 'silent',",
      '  server: {',
      `    host: '127.0.0.1', port: ${port}, strictPort: true, hmr: false, watch: null,`,
      marked('//', ''),
      '  },',
      '};',
    ].join('\n'),
  };
}

/** What the page gets; the API's response has the host name under which it was asked. */
const ask = (page: Page, call: string): Promise<string> =>
  page.evaluate(`${call}.then(
    async (answer) => 'status ' + answer.status + ' from ' + (await answer.text()),
    (error) => 'refused: ' + error,
  )`);

/** What the report prints once the developer has picked the stack, and whether it can be tried. */
async function fixFor(
  browser: ChromiumUnderTest,
  page: Page,
  repeat: () => Promise<string>,
): Promise<Remedy & { readonly tried: Tried }> {
  const panel = await browser.panelTab(page);
  try {
    await panel.getByTestId('exchange-row').last().click();
    await chooseServer(panel, 'vite-proxy');
    const report = await exportJson(panel);
    const exchange = report?.exchanges.at(-1) as Diagnosed | undefined;
    const remedy = exchange?.remedies.find(({ stack }) => stack === 'vite-proxy');
    if (remedy === undefined) throw new Error('no fix is offered');
    return { ...remedy, tried: await tryFix(panel, repeat) };
  } finally {
    await panel.close();
  }
}
