import { toMarkdown } from '../export/markdown.ts';
import { type ExportOptions, toReport } from '../export/report.ts';
import type { Exchange } from '../model/exchange.ts';
import type { ViewEnvironment } from '../ui/environment.ts';
import type { ViewState } from '../ui/state.ts';
import type { ExportAction } from './export-menu.tsx';

/** What Export offers: everything captured, copied or saved, for programs or for people. */
export function exportActions(
  environment: ViewEnvironment,
  state: ViewState,
): readonly ExportAction[] {
  const json = (): string => jsonOf(environment, state);
  const markdown = (): string => markdownOf(environment, state, state.exchanges);
  const save = (extension: string, type: string, text: string): void =>
    environment.save(`crosscheck-${fileStamp(new Date())}.${extension}`, type, text);
  const copy = (text: string): void => {
    environment.copy(text).catch(() => {});
  };
  return [
    {
      label: 'Save as JSON',
      testId: 'export-json',
      run: () => save('json', 'application/json', json()),
    },
    {
      label: 'Save as Markdown',
      testId: 'export-markdown',
      run: () => save('md', 'text/markdown', markdown()),
    },
    { label: 'Copy as JSON', testId: 'copy-json', run: () => copy(json()) },
    { label: 'Copy as Markdown', testId: 'copy-markdown', run: () => copy(markdown()) },
  ];
}

/** The report about these exchanges for people: to paste into a ticket. */
export function markdownOf(
  environment: ViewEnvironment,
  state: ViewState,
  exchanges: readonly Exchange[],
): string {
  return toMarkdown(exchanges, contextOf(state), optionsOf(environment, state));
}

function jsonOf(environment: ViewEnvironment, state: ViewState): string {
  const report = toReport(state.exchanges, contextOf(state), optionsOf(environment, state));
  return `${JSON.stringify(report, null, 2)}\n`;
}

const contextOf = ({ browser, exchanges }: ViewState) => ({ browser, exchanges });

function optionsOf({ version }: ViewEnvironment, { stacks }: ViewState): ExportOptions {
  return {
    version,
    capturedAt: new Date().toISOString(),
    stackChoice: (server) => stacks[server] ?? null,
  };
}

/** `2026-03-04-150607`: sorts by time, and is a file name everywhere. */
function fileStamp(at: Date): string {
  return at.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
}
