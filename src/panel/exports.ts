import type { DiagnosisContext } from '../diagnosis/diagnosis.ts';
import { toCurl } from '../export/curl.ts';
import { toHar } from '../export/har.ts';
import { markdownInTurn, toMarkdown } from '../export/markdown.ts';
import { plainTextInTurn } from '../export/plain-text.ts';
import { countHidden, hideValues, redactExchange } from '../export/redact.ts';
import { type ExportOptions, reportInTurn } from '../export/report.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Settings } from '../model/settings.ts';
import { inOneGo, type Work } from '../model/work.ts';
import { counted } from '../ui/clock.ts';
import type { ViewEnvironment } from '../ui/environment.ts';
import type { ViewState } from '../ui/state.ts';
import type { RowGroup } from './arrange.ts';
import type { ExportJob } from './use-export.ts';

/** One thing that Export can do. */
export type ExportAction = {
  readonly label: string;
  readonly testId: string;
  /** The requests as they are now, and what is to be made of them. */
  readonly job: () => ExportJob;
};

/** What is exported, in words, and how many of its values stay hidden. */
export type ExportScope = { readonly words: string; readonly hidden: number };

/** The requests that are meant, and what to make of them. */
export type Exports = {
  readonly scope: () => ExportScope;
  readonly actions: readonly ExportAction[];
  /** Their text for the clipboard. */
  readonly copyText: () => ExportJob;
  /** The report for people about one of them: to paste into a ticket. */
  readonly markdownOf: (exchange: Exchange) => string;
};

const NAMES = {
  json: 'JSON',
  markdown: 'Markdown',
  har: 'HAR',
  curl: 'curl commands',
  text: 'text',
} as const;
type FormatId = keyof typeof NAMES;

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
  const workOn: Readonly<Record<FormatId, (some: readonly Exchange[]) => Work<string>>> = {
    *json(some) {
      return pretty(yield* reportInTurn(some, context(), options()));
    },
    markdown: (some) => markdownInTurn(some, context(), options()),
    har: (some) => inOneGo(() => pretty(toHar(some, state.browser, options()))),
    curl: (some) => inOneGo(() => toCurl(some)),
    text: (some) => plainTextInTurn(some, context()),
  };
  const job = (format: FormatId, file: ExportJob['file']): ExportJob => {
    const some = wanted();
    return { format: NAMES[format], file, requests: some.length, work: workOn[format](some) };
  };
  const copy = (format: FormatId) => () => job(format, null);
  const save = (format: FormatId, extension: string, mediaType: string) => () =>
    job(format, { name: `crosscheck-${fileStamp(new Date())}.${extension}`, mediaType });
  const actions: readonly (readonly [label: string, testId: string, job: () => ExportJob])[] = [
    ['Save as JSON', 'export-json', save('json', 'json', 'application/json')],
    ['Save as Markdown', 'export-markdown', save('markdown', 'md', 'text/markdown')],
    ['Save as HAR', 'export-har', save('har', 'har', 'application/json')],
    ['Copy as JSON', 'copy-json', copy('json')],
    ['Copy as Markdown', 'copy-markdown', copy('markdown')],
    ['Copy as curl, preflights too', 'copy-curl', copy('curl')],
    ['Copy as text', 'copy-text', copy('text')],
  ];
  return {
    scope: () => {
      const { which, exchanges } = wantedOf(state, shown);
      return { words: which, hidden: countHidden(exchanges.map(hide)) };
    },
    copyText: copy('text'),
    markdownOf: (exchange) => toMarkdown([hide(exchange)], context(), options()),
    actions: actions.map(([label, testId, job]) => ({ label, testId, job })),
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
  if (chosen.length > 0) return of('that you selected', chosen);
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
