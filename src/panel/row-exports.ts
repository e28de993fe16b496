import type { Endpoint } from '../endpoints/endpoints.ts';
import { toCurl } from '../export/curl.ts';
import { hideValues, redactExchange } from '../export/redact.ts';
import { type JudgedRequest, toFetch, toPlaywright } from '../export/repeat-code.ts';
import type { Settings } from '../model/settings.ts';
import { SHELL_NAMES, type Shell } from '../model/shell.ts';
import { inOneGo } from '../model/work.ts';
import type { ExportJob, Made } from './use-export.ts';

/** What can be copied of a few rows: each row's shown request, without its secrets. */
export type RowExports = {
  readonly urls: () => ExportJob;
  readonly curl: (shell: Shell) => ExportJob;
  readonly fetch: () => ExportJob;
  readonly playwright: () => ExportJob;
};

export function rowExports(
  rows: readonly Endpoint[],
  { redaction }: Pick<Settings, 'redaction'>,
): RowExports {
  const hide = redaction === 'values' ? hideValues : redactExchange;
  const requests = rows.map(
    ({ shown: { exchange, evaluation } }): JudgedRequest => ({
      exchange: hide(exchange),
      evaluation,
    }),
  );
  const exchanges = requests.map(({ exchange }) => exchange);
  const job = (format: string, make: () => Made): ExportJob => ({
    format,
    file: null,
    requests: rows.length,
    work: inOneGo(make),
  });
  return {
    urls: () =>
      job(rows.length === 1 ? 'URL' : 'URLs', () =>
        whole(exchanges.map(({ hops: [{ url }] }) => url).join('\n')),
      ),
    curl: (shell) =>
      job(`curl for ${SHELL_NAMES[shell]}`, () => {
        const { text, refused } = toCurl(exchanges, shell);
        const [why] = refused;
        return { text, leftOut: why === undefined ? null : { requests: refused.length, why } };
      }),
    fetch: () => job('fetch', () => whole(toFetch(requests))),
    playwright: () => job('a Playwright test', () => whole(toPlaywright(requests))),
  };
}

const whole = (text: string): Made => ({ text, leftOut: null });
