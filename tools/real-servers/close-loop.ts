import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import { get, has } from '../../src/model/header-list.ts';
import type { BrowserVerdict, ExportedExchange } from '../browsers/browser-under-test.ts';
import { type ChromiumUnderTest, exportJson, launchChromium } from '../browsers/chromium.ts';
import { judge } from '../judge/judge.ts';
import { chooseServer } from '../panel-lab/choose-server.ts';
import { ask } from './ask.ts';
import { FAILURES, type FailureId, type LabRequest } from './failures.ts';
import type { LabFailure, LabStack, PrintedSnippet } from './lab-stack.ts';
import { type Form, type RunningLab, startLab } from './start-lab.ts';
import { type Tried, tryFix } from './try-fix.ts';

/** The result of a closed loop: blocked, diagnosed, tried, pasted, restarted, passed. */
export type Loop = {
  /** In the browser's own words. */
  readonly before: string;
  readonly tried: Tried;
  readonly snippets: readonly ReportSnippet[];
  /** Set if the second form, pasted at the end of the file, was closed too. */
  readonly atEnd?: true;
  /** What the page got in the end. */
  readonly after: string;
  /** Printed lines without which the page passes too, and no other origin is allowed more. */
  readonly needless: readonly string[];
};

export type ReportSnippet = PrintedSnippet & { readonly fix: readonly number[] };

/** The parts of an exported exchange that name the fix. */
type Diagnosed = ExportedExchange & {
  readonly requirement: {
    readonly answer: { readonly expose: readonly string[] } | null;
  };
  readonly remedies: readonly {
    readonly stack: string;
    readonly detected: boolean;
    readonly snippets: readonly ReportSnippet[];
    readonly pasteAtEnd: readonly ReportSnippet[] | null;
  }[];
};
type Fix = Diagnosed['remedies'][number];

/** A browser with the extension, a page that asks, and an unknown site that nobody allows. */
export type LoopLab = {
  readonly browser: ChromiumUnderTest;
  readonly origin: string;
  readonly stranger: Page;
  readonly close: () => Promise<void>;
};

/** Starts what closed loops need. */
export async function startLoopLab(): Promise<LoopLab> {
  const pages = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><link rel="icon" href="data:,"><title>The page</title>');
  });
  const port = await listen(pages);
  const browser = await launchChromium();
  await browser.waitReady();
  return {
    browser,
    origin: `http://localhost:${port}`,
    stranger: await browser.open(`http://127.0.0.1:${port}`),
    close: async () => {
      await browser.close();
      pages.close();
    },
  };
}

/**
 * Closes the loop for one failure of one stack. A real page asks the real server, as its developer
 * wrote it. What the report prints is pasted, the server restarts, and the request is repeated.
 *
 * @throws {Error} With the server's log, if any step fails.
 */
export async function closeLoop(
  lab: LoopLab,
  stack: LabStack,
  id: FailureId,
  options: { readonly minimality?: boolean } = {},
): Promise<Loop> {
  const failure = stack.failures[id];
  if (typeof failure === 'string') throw new Error(`${stack.id} cannot fail so: ${failure}`);
  const server = await startLab(stack, failure, lab.origin);
  const page = await lab.browser.open(lab.origin);
  try {
    return await mend(lab, { stack, id, failure, server, page }, options.minimality === true);
  } catch (error) {
    const log = server.log().slice(-2_000);
    throw new Error(`${stack.id}, ${id}: ${String(error)}\n--- The server wrote:\n${log}`);
  } finally {
    await page.close();
    await server.stop();
  }
}

type Trial = {
  readonly stack: LabStack;
  readonly id: FailureId;
  readonly failure: LabFailure;
  readonly server: RunningLab;
  readonly page: Page;
};

async function mend(lab: LoopLab, trial: Trial, minimality: boolean): Promise<Loop> {
  const { id, failure, server, page } = trial;
  const request: LabRequest = failure.request ?? FAILURES[id];
  const wanted = `status ${failure.status ?? (id === 'error-without-headers' ? 500 : 200)}`;
  const passed = request.reads === undefined ? wanted : `${wanted}, ${request.reads}: 42`;
  const again = (from: Page = page) => askFrom(from, server.origin, request);

  const before = await again();
  check(before !== passed, `the page passes before anything is pasted: ${before}`);
  const exchange = await diagnosed(lab, page, server.origin);
  const verdict = lab.browser
    .browserVerdicts(page)
    .findLast(({ urls, type }) => type !== 'Preflight' && urls[0].startsWith(server.origin));
  check(verdict !== undefined, 'the browser says nothing of the request');
  const { problems } = judge(exchange as never, verdict);
  check(problems.length === 0, problems.join('; '));

  const { snippets, pasteAtEnd } = await fixFor(lab, trial, exchange);
  const tried = await inPanel(lab, trial, exchange, (panel) => tryFix(panel, again));
  const isRead = tried.says !== 'works' || request.reads === undefined || tried.got === passed;
  check(isRead, `“Try it” says works, and the page could not read ${request.reads}`);
  check((await again()) === before, 'the page does not get the same once the trial has ended');
  const strangerBefore = await askAsStranger(lab, server.origin, request);
  const needless: string[] = [];
  for (const pasted of forms(snippets, pasteAtEnd, { request, passed })) {
    await server.paste(
      pasted.twice ? [...pasted.snippets, ...pasted.snippets] : pasted.snippets,
      pasted.form,
    );
    await server.restart();
    const after = await again();
    const printed = pasted.snippets.map(({ code, diff }) => diff ?? code).join('\n');
    check(
      after === passed,
      `${after} instead of ${passed}, tried: ${tried.says}, after pasting\n${printed}`,
    );
    check(
      tried.says !== 'blocked',
      `“Try it” says Still blocked; it passes after pasting\n${printed}`,
    );
    const strangerAfter = await askAsStranger(lab, server.origin, request);
    check(
      strangerBefore.startsWith('status') || strangerAfter.startsWith('refused'),
      `a stranger was refused and is let in after pasting\n${printed}`,
    );
    if (minimality) needless.push(...(await needlessLines(lab, trial, pasted)));
  }
  const loop = { before: wordsOf(verdict, before), tried, snippets, after: passed, needless };
  return pasteAtEnd === null ? loop : { ...loop, atEnd: true };
}

/** The forms of a fix. What goes to the end of a file is pasted twice: that must be harmless. */
function forms(
  snippets: Fix['snippets'],
  pasteAtEnd: Fix['pasteAtEnd'],
  asked: Pick<Pasted, 'request' | 'passed'>,
): readonly (Pasted & { readonly twice: boolean })[] {
  return [
    { snippets, form: 'paste', twice: false, ...asked },
    ...(pasteAtEnd === null
      ? []
      : [{ snippets: pasteAtEnd, form: 'pasteAtEnd', twice: true, ...asked } as const]),
  ];
}

function check(holds: boolean, problem: string): asserts holds {
  if (!holds) throw new Error(problem);
}

/** In the browser's own words: its name for the refusal, or what the page could not read. */
function wordsOf({ corsError, failedParameter }: BrowserVerdict, told: string): string {
  if (corsError === null) return told;
  return failedParameter ? `${corsError} (${failedParameter})` : corsError;
}

/** What the page gets: `status N` if it may read the response, else `refused`. */
function askFrom(page: Page, server: string, { path, reads, ...init }: LabRequest) {
  return page.evaluate(
    ([url, options, name]) =>
      fetch(url, { cache: 'no-store', ...options }).then(
        async (response) => {
          const { status, headers } = response;
          // The browser's own verdict waits for the end of the body.
          await response.text();
          return name === null
            ? `status ${status}`
            : `status ${status}, ${name}: ${headers.get(name)}`;
        },
        (error: unknown) => `refused: ${String(error)}`,
      ),
    [new URL(path, server).href, init, reads ?? null] as const,
  );
}

/** With everything that a thief would want. */
const askAsStranger = ({ stranger }: LoopLab, server: string, request: LabRequest) =>
  askFrom(stranger, server, { ...request, credentials: 'include' });

/** The newest exchange of the report with this server, once it has ended. */
async function diagnosed({ browser }: LoopLab, page: Page, server: string): Promise<Diagnosed> {
  const deadline = Date.now() + 30_000;
  let last: ExportedExchange | undefined;
  while (Date.now() < deadline) {
    const report = await browser.report(page);
    last = report?.exchanges.findLast(({ url }) => url.startsWith(server));
    if (last !== undefined && isSettled(last as Diagnosed)) return last as Diagnosed;
  }
  const listed = last && JSON.stringify({ verdict: last.verdict, seen: last.seen });
  throw new Error(`the report does not come to list the request as needing anything: ${listed}`);
}

const isSettled = ({ verdict, requirement }: Diagnosed): boolean =>
  verdict !== 'pending' && (verdict !== 'allowed' || requirement.answer !== null);

/** What the report prints for the stack, automatically or once the developer has named it. */
async function fixFor(lab: LoopLab, trial: Trial, exchange: Diagnosed): Promise<Fix> {
  const { stack, failure } = trial;
  const offered = exchange.remedies.find((one) => one.stack === stack.stack);
  if (failure.unrecognised === undefined) {
    const [first] = exchange.remedies;
    check(first?.stack === stack.stack, `the first stack is ${first?.stack}`);
  }
  if (offered !== undefined) return offered;
  return inPanel(lab, trial, exchange, async (panel) => {
    const report = await exportJson(panel);
    const picked = report?.exchanges.find(({ id }) => id === exchange.id) as Diagnosed | undefined;
    const remedy = picked?.remedies.find((one) => one.stack === stack.stack);
    check(remedy !== undefined, `no fix is offered for ${stack.stack}`);
    return remedy;
  });
}

/** Works in a panel that shows the request, with the fix for its stack. */
async function inPanel<T>(
  lab: LoopLab,
  { stack, page }: Trial,
  { remedies }: Diagnosed,
  work: (panel: Page) => Promise<T>,
): Promise<T> {
  const panel = await lab.browser.panelTab(page);
  try {
    await panel.getByTestId('exchange-row').last().click();
    // Without any fix, such as for an error of an unknown server, there is nothing to pick from.
    if (remedies.length === 0) await setDefaultServer(panel, stack.stack);
    await chooseServer(panel, stack.stack);
    await panel.locator(`[data-testid="stack-picker"][value="${stack.stack}"]`).waitFor();
    const result = await work(panel);
    if (remedies.length === 0) await setDefaultServer(panel, '');
    return result;
  } finally {
    await panel.close();
  }
}

/** Chooses in the settings for which server fixes are written if none is detected. */
async function setDefaultServer(panel: Page, id: string): Promise<void> {
  await panel.getByTestId('open-settings').click();
  await panel.getByTestId('setting-stack').selectOption(id);
  await panel.getByRole('button', { name: 'Close' }).click();
}

/** No single request shows that `Vary` is needed: it keeps caches from mixing up origins. */
const FOR_CACHES = /\bVary\b/i;

/** What is pasted, what is asked then, and what the page gets when it passes. */
type Pasted = {
  readonly form: Form;
  readonly snippets: readonly ReportSnippet[];
  readonly request: LabRequest;
  readonly passed: string;
};

/** A printed line of the fix, by its snippet and its number there. */
type Line = { readonly at: number; readonly number: number; readonly text: string };

/**
 * The lines that can go without a failure, both in this project and in another that answers in the
 * same way. The same fix must repair both.
 */
async function needlessLines(
  lab: LoopLab,
  { stack, failure, server, page }: Trial,
  pasted: Pasted,
): Promise<readonly string[]> {
  const printed = pasted.snippets.flatMap(({ file, code, fix }, at) =>
    file === 'terminal'
      ? []
      : fix.map((number): Line => ({ at, number, text: code.split('\n')[number - 1] ?? '' })),
  );
  const shown = printed.filter(
    ({ text }) => !FOR_CACHES.test(text) && !(stack.unseen?.test(text) ?? false),
  );
  let needless = await notMissed(server, { page, origin: lab.origin, pasted }, shown);
  const cors =
    pasted.form === 'paste' && stack.pasteAtEnd !== undefined ? failure.twinInPlace : failure.twin;
  if (needless.length > 0 && cors !== undefined) {
    const twin = await startLab(stack, { ...failure, cors }, lab.origin);
    try {
      needless = await notMissed(twin, { page, origin: lab.origin, pasted }, needless);
    } finally {
      await twin.stop();
    }
  }
  return needless.map(({ text }) => text);
}

/**
 * Pastes the fix without each of the lines in turn. If the server does not start then, the line is
 * needed.
 */
async function notMissed(
  server: RunningLab,
  {
    page,
    origin,
    pasted: { form, snippets, request, passed },
  }: { readonly page: Page; readonly origin: string; readonly pasted: Pasted },
  lines: readonly Line[],
): Promise<readonly Line[]> {
  const paste = async (some: readonly PrintedSnippet[]) => {
    await server.paste(some, form);
    await server.restart();
    return askFrom(page, server.origin, request);
  };
  check((await paste(snippets)) === passed, 'what is printed does not mend its twin');
  const granted = await unasked(server, origin);
  const needless: Line[] = [];
  for (const line of lines) {
    const told = await paste(
      snippets.map((one, at) => (at === line.at ? withoutLine(one, line) : one)),
    ).catch(() => 'refused: the server does not start');
    if (told !== passed) continue;
    // No page's request fails without a line that restricts access or keeps what was there.
    const weaker = (await unasked(server, origin)).filter((one) => !granted.includes(one));
    if (weaker.length === 0) needless.push(line);
  }
  return needless;
}

/** Its developer follows the diff, if there is one: there the line is not added either. */
function withoutLine(snippet: ReportSnippet, { number, text }: Line): PrintedSnippet {
  const { file, language, place, code, diff } = snippet;
  const less = { file, language, place, code: without(code, number - 1) };
  return diff === undefined
    ? less
    : { ...less, diff: without(diff, diff.split('\n').indexOf(`+${text}`)) };
}

const without = (text: string, index: number): string => {
  check(index >= 0, 'a line of the fix is not in its diff');
  return text.split('\n').toSpliced(index, 1).join('\n');
};

/** The origin that the labs' developers have already listed instead of the page's. */
const ALLOWED_BEFORE = 'https://app.example';

/** What the server allows although no page asked for it, and what it has stopped allowing. */
async function unasked({ port, origin }: RunningLab, page: string): Promise<readonly string[]> {
  const url = `${origin}/api/data`;
  const preflight = (from: string) =>
    ask(port, {
      method: 'OPTIONS',
      url,
      headers: [
        ['Origin', from],
        ['Access-Control-Request-Method', 'PATCH'],
        ['Access-Control-Request-Headers', 'x-probe'],
      ],
    });
  const [own, strange] = [await preflight(page), await preflight('https://stranger.invalid')];
  const other = await preflight(ALLOWED_BEFORE);
  const { headers } = await ask(port, { method: 'GET', url, headers: [] });
  const value = (name: string, headers = own.headers) => get(headers, name) ?? '';
  return [
    ...(value('access-control-allow-origin', strange.headers) === '' ? [] : ['strangers']),
    ...(/\bPATCH\b|\*/.test(value('access-control-allow-methods')) ? ['PATCH'] : []),
    ...(/x-probe|\*/i.test(value('access-control-allow-headers')) ? ['x-probe'] : []),
    ...(has(headers, 'x-frame-options') ? [] : ['frames']),
    ...(value('access-control-allow-origin', other.headers) === ALLOWED_BEFORE
      ? []
      : [`${ALLOWED_BEFORE} no more`]),
  ];
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
