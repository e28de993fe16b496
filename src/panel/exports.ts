import type { DiagnosisContext } from '../diagnosis/diagnosis.ts';
import { toCurl } from '../export/curl.ts';
import { toHar } from '../export/har.ts';
import { toMarkdown } from '../export/markdown.ts';
import { toPlainText } from '../export/plain-text.ts';
import { countHidden, hideValues, redactExchange } from '../export/redact.ts';
import { type ExportOptions, toReport } from '../export/report.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Settings } from '../model/settings.ts';
import { counted } from '../ui/clock.ts';
import type { ViewEnvironment } from '../ui/environment.ts';
import type { ViewState } from '../ui/state.ts';
import type { RowGroup } from './arrange.ts';

/** One thing that Export can do. */
export type ExportAction = {
  readonly label: string;
  readonly testId: string;
  readonly run: () => void;
};

/** What is exported, in words, and how many of its values stay hidden. */
export type ExportScope = { readonly words: string; readonly hidden: number };

/** The requests that are meant, and what to make of them. */
export type Exports = {
  readonly scope: () => ExportScope;
  readonly actions: readonly ExportAction[];
  readonly text: () => string;
  /** The report for people about one of them: to paste into a ticket. */
  readonly markdownOf: (exchange: Exchange) => string;
};

type Wanted = { readonly which: string; readonly exchanges: readonly Exchange[] };

/**
 * What Export offers of the requests that are meant: those chosen together, else those that pass
 * the filter, else all.
 */
export function exportsOf(
  environment: ViewEnvironment,
  state: ViewState,
  settings: Settings,
  shown: readonly RowGroup[],
): Exports {
  const hide = settings.redaction === 'values' ? hideValues : redactExchange;
  const context = (): DiagnosisContext => ({
    browser: state.browser,
    exchanges: state.exchanges.map(hide),
  });
  const options = (): ExportOptions => ({
    version: environment.version,
    capturedAt: new Date().toISOString(),
    stackChoice: (server) => state.stacks[server] ?? null,
    defaultStack: settings.stack,
  });
  const wanted = (): readonly Exchange[] => wantedOf(state, shown).exchanges.map(hide);
  const json = (): string => pretty(toReport(wanted(), context(), options()));
  const har = (): string => pretty(toHar(wanted(), state.browser, options()));
  const markdown = (): string => toMarkdown(wanted(), context(), options());
  const text = (): string => toPlainText(wanted(), context());
  const curl = (): string => toCurl(wanted());
  const save = (extension: string, type: string, content: string): void =>
    environment.save(`crosscheck-${fileStamp(new Date())}.${extension}`, type, content);
  const copy = (content: string): void => {
    environment.copy(content).catch(() => {});
  };
  const actions: readonly (readonly [label: string, testId: string, run: () => void])[] = [
    ['Save as JSON', 'export-json', () => save('json', 'application/json', json())],
    ['Save as Markdown', 'export-markdown', () => save('md', 'text/markdown', markdown())],
    ['Save as HAR', 'export-har', () => save('har', 'application/json', har())],
    ['Copy as JSON', 'copy-json', () => copy(json())],
    ['Copy as Markdown', 'copy-markdown', () => copy(markdown())],
    ['Copy as curl, preflights too', 'copy-curl', () => copy(curl())],
    ['Copy as text', 'copy-text', () => copy(text())],
  ];
  return {
    scope: () => {
      const { which, exchanges } = wantedOf(state, shown);
      return { words: which, hidden: countHidden(exchanges.map(hide)) };
    },
    text,
    markdownOf: (exchange) => toMarkdown([hide(exchange)], context(), options()),
    actions: actions.map(([label, testId, run]) => ({ label, testId, run })),
  };
}

function wantedOf(state: ViewState, shown: readonly RowGroup[]): Wanted {
  const { picked, list } = state;
  const rows = shown.flatMap(({ endpoints }) => endpoints);
  const of = (which: string, chosen: typeof rows): Wanted => {
    const exchanges = chosen
      .flatMap((endpoint) => endpoint.exchanges)
      .toSorted((a, b) => a.hops[0].at - b.hops[0].at);
    return { which: `${counted(exchanges.length, 'request')} ${which}`, exchanges };
  };
  const chosen = picked.size > 1 ? rows.filter(({ key }) => picked.has(key)) : [];
  if (chosen.length > 0) return of('that you have chosen', chosen);
  const isFiltered = list.text !== '' || list.verdict !== 'all' || list.scope !== 'session';
  if (isFiltered) return of('that the filter shows', rows);
  const { exchanges } = state;
  return { which: `All ${counted(exchanges.length, 'request')}`, exchanges };
}

const pretty = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** `2026-03-04-150607`: sorts by time, and is a file name everywhere. */
function fileStamp(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
}
