import type { Browser as ExtensionApi } from 'webextension-polyfill';
import type { DocumentUnderTest } from '../browsers/browser-under-test.ts';
import type { ShownCounts, ShownRequest, ShownRow } from './ledger.ts';

declare const chrome: ExtensionApi;

/** A fix of the report, as it is printed. */
export type PrintedFix = {
  readonly stack: string;
  readonly snippets: readonly {
    readonly file: string;
    readonly language: string;
    readonly place: string;
    readonly code: string;
    readonly diff?: string;
  }[];
  readonly proof: { readonly verdict: string; readonly text: string };
  readonly notes: readonly string[];
  readonly cautions: readonly string[];
};

export type ReadRequest = ShownRequest & {
  readonly id: string;
  readonly remedies: readonly PrintedFix[];
  readonly hops: readonly { readonly at: number }[];
};

/** What the panel and the badge say at one moment. */
export type Reading = {
  readonly rows: readonly ShownRow[];
  readonly requests: readonly ReadRequest[];
  readonly counts: Omit<ShownCounts, 'popup'>;
};

/**
 * Reads the panel's own list and its own export, and the badge, in one go. Waits up to `patience` ms
 * until the panel lists `size` requests and none is pending.
 */
export async function readPanel(
  panel: DocumentUnderTest,
  wanted: { readonly size: number; readonly tabId: number; readonly patience: number },
): Promise<Reading> {
  const { report, ...read } = await panel.evaluate<
    Omit<Reading, 'requests' | 'counts'> & {
      readonly counts: Omit<Reading['counts'], 'report'>;
      readonly report: string | null;
    }
  >(callOf(inPanel, wanted));
  const { exchanges, summary } = JSON.parse(
    report ?? '{"exchanges":[],"summary":{"requests":0,"blocked":0}}',
  ) as {
    readonly exchanges: readonly ReadRequest[];
    readonly summary: ShownCounts['report'];
  };
  const requests = exchanges.toSorted((a, b) => (a.hops[0]?.at ?? 0) - (b.hops[0]?.at ?? 0));
  return { rows: read.rows, requests, counts: { ...read.counts, report: summary } };
}

/** Runs in the panel: nothing of this file exists there. */
async function inPanel({
  size,
  tabId,
  patience,
}: {
  readonly size: number;
  readonly tabId: number;
  readonly patience: number;
}) {
  const part = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
  const textOf = (element: Element | null) => element?.textContent?.trim() ?? '';
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const rowsNow = () =>
    [...document.querySelectorAll<HTMLElement>('[data-testid="exchange-row"]')].map((row) => ({
      method: textOf(row.querySelector('.row-method')),
      path: new URL(row.title.split('\n')[0]?.split(' ')[1] ?? 'http://none').pathname,
      state: row.dataset['verdict'] ?? '',
      mark: /\brow-(\w+)/.exec(row.className)?.[1] ?? '',
      words: textOf(row.querySelector('.visually-hidden')),
      status: Number(/\d+/.exec(textOf(row.querySelector('.row-status')))?.[0] ?? 0) || null,
      times: Number(textOf(row.querySelector('.row-count')).slice(1) || 1),
    }));
  const deadline = Date.now() + patience;
  let rows = rowsNow();
  const isWhole = () =>
    part('state-behind') === null &&
    rows.every(({ state }) => state !== 'pending') &&
    rows.reduce((sum, { times }) => sum + times, 0) >= size;
  while (!isWhole() && Date.now() < deadline) {
    await pause(10);
    rows = rowsNow();
  }
  const onPage = textOf(part('on-page'));
  const counts = {
    badge: await chrome.action.getBadgeText({ tabId }),
    tooltip: await chrome.action.getTitle({ tabId }),
    panel: textOf(part('summary')),
    onPage: onPage === '' ? null : Number(/\d+/.exec(onPage)?.[0]),
  };
  return { rows, counts, report: size === 0 ? null : await exported() };

  /** The file that the panel's own *Export → JSON* saves. */
  async function exported(): Promise<string | null> {
    const until = async (isReady: () => boolean): Promise<void> => {
      for (let round = 0; !isReady() && round < 1_000; round += 1) await pause(5);
    };
    const menu = part('export-menu');
    if (!(menu instanceof HTMLButtonElement) || menu.disabled) return null;
    const files: Blob[] = [];
    const { createObjectURL } = URL;
    const { click } = HTMLAnchorElement.prototype;
    // Nothing is saved to the disk.
    HTMLAnchorElement.prototype.click = () => {};
    URL.createObjectURL = (file) => {
      if (file instanceof Blob) files.push(file);
      return 'about:blank';
    };
    if (part('export-json') === null) menu.click();
    await until(() => part('export-json') !== null);
    part('export-json')?.click();
    await until(() => files.length > 0);
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
    return files[0]?.text() ?? null;
  }
}

/** What the popup says of the blocked rows. Waits a moment until it has as many as expected. */
export const readPopup = (
  popup: DocumentUnderTest,
  expected: { readonly blocked: number; readonly patience: number },
): Promise<string> => popup.evaluate<string>(callOf(inPopup, expected));

/** The tools that run this code in node name functions by `__name`. */
export const callOf = <Wanted>(code: (wanted: Wanted) => unknown, wanted: Wanted): string =>
  `(() => { const __name = (value) => value; return (${code})(${JSON.stringify(wanted)}); })()`;

async function inPopup({
  blocked,
  patience,
}: {
  readonly blocked: number;
  readonly patience: number;
}): Promise<string> {
  const read = () => document.querySelector('[data-testid="summary"]')?.textContent ?? '';
  const deadline = Date.now() + patience;
  const isThere = () => Number(/(\d+) blocked/.exec(read())?.[1] ?? 0) === blocked;
  while (!isThere() && Date.now() < deadline) await new Promise((go) => setTimeout(go, 10));
  return read();
}
