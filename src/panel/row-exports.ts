import type { Endpoint } from '../endpoints/endpoints.ts';
import { hideValues, redactExchange } from '../export/redact.ts';
import { phrase } from '../model/say.ts';
import type { Settings } from '../model/settings.ts';
import { SHELL_NAMES, type Shell } from '../model/shell.ts';
import { inOneGo } from '../model/work.ts';
import type { ExportJob, Made } from './use-export.ts';

/** What can be copied of a few rows: each row's shown request, without its secrets. */
export type RowExports = {
  readonly urls: () => ExportJob;
  readonly curl: (shell: Shell) => ExportJob;
  readonly asFetch: () => ExportJob;
  readonly playwright: () => ExportJob;
};

type Formats = typeof import('./row-formats.ts').rowFormats;

export function rowExports(
  rows: readonly Endpoint[],
  { redaction }: Pick<Settings, 'redaction'>,
): RowExports {
  const hide = redaction === 'values' ? hideValues : redactExchange;
  const requests = rows.map(({ shown: { exchange, evaluation } }) => ({
    exchange: hide(exchange),
    evaluation,
  }));
  const job = (format: string, make: (formats: Formats) => Made): ExportJob => ({
    format,
    file: null,
    requests: rows.length,
    // With all that it needs: only an export does.
    begin: async () => {
      const { rowFormats } = await import('./row-formats.ts');
      return inOneGo(() => make(rowFormats));
    },
  });
  return {
    urls: () => job(rows.length === 1 ? 'URL' : phrase`URLs`.fr`URL`, ({ urls }) => urls(requests)),
    curl: (shell) =>
      job(phrase`curl for ${SHELL_NAMES[shell]}`.fr`curl pour ${SHELL_NAMES[shell]}`, ({ curl }) =>
        curl(requests, shell),
      ),
    asFetch: () => job('fetch', ({ asFetch }) => asFetch(requests)),
    playwright: () =>
      job(phrase`a Playwright test`.fr`test Playwright`, ({ playwright }) => playwright(requests)),
  };
}
