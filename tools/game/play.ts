import { setTimeout as sleep } from 'node:timers/promises';
import type { LabStack } from '../real-servers/lab-stack.ts';
import { django314 } from '../real-servers/stacks/django.ts';
import { express5 } from '../real-servers/stacks/express-5.ts';
import { fastapiDebian } from '../real-servers/stacks/fastapi-debian.ts';
import { nginx } from '../real-servers/stacks/nginx.ts';
import { nodeHttpLab } from '../real-servers/stacks/node-http.ts';
import { tell } from './choosing.ts';
import { type Host, startHost } from './host.ts';
import { type Entry, liesOf } from './ledger.ts';
import { type Ask, askingOrigin, type Life, lifeOf, pageOrigin, type Step } from './life.ts';
import { askFrom, startPages } from './pages.ts';
import {
  type PrintedFix,
  type Reading,
  type ReadRequest,
  readPanel,
  readPopup,
} from './reading.ts';
import { type BrowserName, type GameBrowser, type Seat, startBrowser } from './seat.ts';

/** What one life showed. */
export type Lived = {
  readonly life: Life;
  /** Claims that turned out false, and numbers that disagreed. */
  readonly problems: readonly string[];
  /** How many proofs without a condition were held against the real server. */
  readonly proofs: number;
  readonly asks: number;
  /** How many requests the panel left without a verdict. */
  readonly undetermined: number;
  readonly entries: readonly Entry[];
  /** What the panel said in the end; null: nothing was asked. */
  readonly reading: Reading | null;
};

export type GameLab = {
  readonly browser: GameBrowser;
  readonly stacks: readonly [LabStack, ...LabStack[]];
  /** The port of the pages. */
  readonly port: number;
  /** The next free seat. */
  readonly takeSeat: () => Promise<Seat>;
  readonly freeSeat: (seat: Seat) => void;
  readonly close: () => Promise<void>;
};

/** How long the panel, the popup and the badge may take to agree with what happened. */
const PATIENCE = 5_000;

/** Starts the browser, and finds out which servers can run here. */
export async function startGame(name: BrowserName = 'chromium'): Promise<GameLab> {
  const others: LabStack[] = [];
  for (const stack of [nodeHttpLab, django314, fastapiDebian, nginx]) {
    if ((await stack.ready()) === null) others.push(stack);
  }
  const { port, close } = await startPages();
  const browser = await startBrowser(name);
  const free: Seat[] = [];
  let making: Promise<unknown> = Promise.resolve();
  // Tabs that open at the same time could be confused.
  const makeSeat = (): Promise<Seat> => {
    const made = making.then(() => browser.seat(pageOrigin('localhost', port)));
    making = made.catch(() => {});
    return made;
  };
  return {
    browser,
    stacks: [express5, ...others],
    port,
    takeSeat: async () => free.pop() ?? makeSeat(),
    freeSeat: (seat) => void free.push(seat),
    close: async () => {
      await browser.close();
      close();
    },
  };
}

/** A life that is about to be played, with its first server. */
export type Prepared = { readonly life: Life; readonly host: Host };

/** Starts the first server of the life with this number. */
export async function prepare(lab: GameLab, seed: number, number: number): Promise<Prepared> {
  const { stacks, port } = lab;
  const life = lifeOf(seed, number, stacks.length);
  const stack = stacks[life.server] ?? stacks[0];
  return { life, host: await startHost(stack, life.settings, pageOrigin(life.host, port)) };
}

/** Plays a life, and ends its server. */
export async function playLife(lab: GameLab, { life, host }: Prepared): Promise<Lived> {
  const seat = await lab.takeSeat().catch(async (error: unknown) => {
    await host.close();
    throw error;
  });
  const table: Table = { lab, life, host, seat, entries: [], changed: new Map(), page: 0 };
  const problems: string[] = [];
  let proofs = 0;
  let reading: Reading | null = null;
  try {
    await enter(table);
    for (const [index, step] of life.steps.entries()) {
      const found = await playStep(table, step, reading);
      proofs += found.proofs;
      const claimed = await claims(table);
      reading = claimed.reading;
      problems.push(
        ...[...found.problems, ...claimed.problems].map(
          (problem) =>
            `life ${life.name}, step ${index} (${step.kind}), ${host.stack()}: ${problem}`,
        ),
      );
      // What is wrong once is mostly wrong in all that follows.
      if (problems.length > 0) break;
    }
    const { requests } = reading ?? { requests: [] };
    const open = requests.filter(({ verdict }) => verdict === 'undetermined');
    const { entries } = table;
    const asks = entries.length;
    return { life, problems, proofs, asks, undetermined: open.length, entries, reading };
  } catch (error) {
    throw new Error(`life ${life.name}: ${String(error)}\n${host.log().slice(-2_000)}`);
  } finally {
    // Firefox would open another one in the window of this one's panel.
    lab.freeSeat(seat);
    await host.close();
  }
}

type Table = {
  readonly lab: GameLab;
  readonly life: Life;
  readonly host: Host;
  readonly seat: Seat;
  readonly entries: Entry[];
  /** By request: how often the server had changed when it was asked. */
  readonly changed: Map<Entry, number>;
  page: number;
};

/** Shows the life's page, and an empty list. */
async function enter({ lab: { port }, life, seat }: Table): Promise<void> {
  await seat.page.goto(pageOrigin(life.host, port));
  await seat.panel.evaluate(
    `document.querySelector('[aria-label="Clear"]:not(:disabled)')?.click()`,
  );
  await seat.panel.evaluate(`(async () => {
    const deadline = Date.now() + ${PATIENCE};
    while (document.querySelector('[data-testid="exchange-row"]') !== null) {
      if (Date.now() > deadline) throw new Error('the list is not cleared');
      await new Promise((go) => setTimeout(go, 10));
    }
  })()`);
}

type Found = { readonly problems: readonly string[]; readonly proofs: number };

const NOTHING: Found = { problems: [], proofs: 0 };

async function playStep(table: Table, step: Step, reading: Reading | null): Promise<Found> {
  const { host, lab, seat, life } = table;
  switch (step.kind) {
    case 'ask':
      await asked(table, step.ask);
      return NOTHING;
    case 'settings':
      await host.write(step.to);
      await host.take(step.effect);
      return NOTHING;
    case 'undo':
      await host.undo();
      await host.take(step.effect);
      return NOTHING;
    case 'replace':
      await host.replace(lab.stacks[step.by] ?? lab.stacks[0], step.to);
      return NOTHING;
    case 'down':
      await host.whileDown(async () => void (await asked(table, step.ask, true)));
      return NOTHING;
    case 'reload-page':
      table.page += 1;
      await seat.page.goto(pageOrigin(life.host, lab.port));
      return NOTHING;
    case 'paste':
      return reading === null ? NOTHING : pasted(table, step, reading);
  }
}

/**
 * Pastes the fix for a blocked row as it is printed, and holds the proof to its word: that request
 * passes, and so does what passed before.
 */
async function pasted(
  table: Table,
  step: Step & { readonly kind: 'paste' },
  reading: Reading,
): Promise<Found> {
  const { host, entries, changed } = table;
  const blocked = newestBlocked(reading.requests);
  const chosen = blocked[Math.floor(step.row * blocked.length)];
  if (chosen === undefined || host.isStale()) return NOTHING;
  const entry = entries[reading.requests.indexOf(chosen)];
  if (entry === undefined || step.forget) return NOTHING;
  const fix = await fixFor(table, { chosen, entry, answers: step.answers });
  if (fix === null) return NOTHING;
  const isNow = (one: Entry): boolean => changed.get(one) === host.changes();
  const isProved = isNow(entry) && isUnconditional(fix);
  const before = entries.filter((one) => isNow(one) && one.got.startsWith('status'));
  const passing = [...new Map(before.map((one) => [JSON.stringify(one.ask), one])).values()];
  const said = [...fix.notes, ...fix.cautions].join('\n');
  // The fix may say that another origin loses.
  const isTold = ({ origin }: Entry): boolean =>
    said.includes(origin) || said.includes('the other origins that need this server');
  const kept = passing.filter((one) => one.origin === entry.origin || !isTold(one));
  await host.paste(fix.snippets.filter(({ file }) => file !== 'terminal'));
  await host.take(step.effect);
  const isHeld = isProved && step.effect !== 'none';
  const lines = fix.snippets.map(({ code, diff }) => diff ?? code).join('\n');
  const problems: string[] = [];
  if ((await asked(table, entry.ask)) === 'refused' && isHeld) {
    problems.push(`false Proved: ${JSON.stringify(entry.ask)}\n${lines}`);
  }
  for (const { ask } of isHeld ? kept.slice(0, 2) : []) {
    if ((await asked(table, ask)) !== 'refused') continue;
    problems.push(`the proved fix stops what passed: ${JSON.stringify(ask)}\n${lines}`);
  }
  if (step.revert) {
    await host.undo();
    await host.take('restart');
  }
  return { problems, proofs: isHeld ? 1 : 0 };
}

/** The first fix that is printed once the panel knows what runs there. Null: it has none for that. */
async function fixFor(
  { host, seat, entries }: Table,
  {
    chosen,
    entry,
    answers,
  }: { readonly chosen: ReadRequest; readonly entry: Entry; readonly answers: boolean },
): Promise<PrintedFix | null> {
  const stack = host.stack();
  const { method, path, credentials } = entry.ask;
  const sendsCookies = answers ? credentials === 'include' : null;
  await tell(seat.panel, { method, path, stack, sendsCookies });
  const { panel, tabId } = seat;
  const { requests } = await readPanel(panel, { size: entries.length, tabId, patience: PATIENCE });
  const [fix] = requests.find(({ id }) => id === chosen.id)?.remedies ?? [];
  return fix?.stack === stack ? fix : null;
}

/** The newest request of each row that is blocked. */
const newestBlocked = (requests: readonly ReadRequest[]): readonly ReadRequest[] =>
  requests.filter(
    ({ verdict, occurrence }) =>
      verdict === 'blocked' &&
      occurrence?.state === 'blocked' &&
      occurrence.number === occurrence.of,
  );

const isUnconditional = ({ proof: { text, verdict } }: PrintedFix): boolean =>
  verdict === 'allowed' && !text.startsWith('Proved if');

async function asked(table: Table, ask: Ask, isDown = false): Promise<string> {
  const { lab, life, seat, host, entries, changed, page } = table;
  const told = await askFrom(seat.page, host.origin, ask);
  const got = isDown ? 'failed' : told;
  const entry = { ask, origin: askingOrigin(ask, life.host, lab.port), got, page };
  entries.push(entry);
  changed.set(entry, host.changes());
  return got;
}

type Claimed = { readonly problems: readonly string[]; readonly reading: Reading };

/** What is claimed against what happened. What needs a moment gets it. */
async function claims({ seat, entries, page }: Table): Promise<Claimed> {
  const { panel, popup, tabId } = seat;
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const patience = Math.max(deadline - Date.now(), 0);
    const reading = await readPanel(panel, { size: entries.length, tabId, patience });
    const expected = Number(reading.counts.badge || 0);
    const shownByPopup = await readPopup(popup, { blocked: expected, patience: 1_500 });
    const counts = { ...reading.counts, popup: shownByPopup };
    const problems = liesOf({ ...reading, counts }, { entries, page });
    if (problems.length === 0 || Date.now() > deadline) return { problems, reading };
    await sleep(50);
  }
}
