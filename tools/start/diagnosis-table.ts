import type { Report, ReportExchange } from '../../src/export/report.ts';
import { table } from '../table.ts';

/** The diagnosis of one exchange, under a name that the reader knows. */
export type Named = { readonly name: string; readonly exchange: ReportExchange | null };

const COLUMNS = [
  { title: 'request', width: 27 },
  { title: 'verdict', width: 8 },
  { title: 'cause', width: 28 },
  { title: 'server', width: 19 },
  { title: 'fix', width: 68 },
] as const;

/** The diagnoses as a table: verdict, cause, server, and the fix in brief. */
export const diagnosisTable = (rows: readonly Named[]): string => table(COLUMNS, rows.map(row));

/** The exchanges of a report that matter to a reader: all but the passed ones. */
export const troubled = ({ exchanges }: Report): readonly Named[] =>
  exchanges
    .filter(({ verdict }) => verdict !== 'allowed')
    .map((exchange) => ({ name: `${exchange.method} ${exchange.url}`, exchange }));

function row({ name, exchange }: Named): readonly string[] {
  if (exchange === null) return [name, 'not seen', '', '', ''];
  const { verdict, failure, findings, remedies } = exchange;
  const causes = findings.map(({ cause, phase }) => (phase === 'preflight' ? `${cause} *` : cause));
  const stack = remedies[0]?.detected ? remedies[0].stack : '';
  return [name, verdict, failure ?? causes.join('\n'), stack, fix(exchange)];
}

/**
 * Changes outside the server's CORS settings, then the settings, as far as they fit into a cell.
 */
function fix({ requirement, remedies, hints }: ReportExchange): string {
  const elsewhere = requirement.elsewhere.map(({ text }) => text);
  const [remedy] = remedies;
  const settings = remedy === undefined ? [] : remedy.snippets.flatMap(({ code }) => changed(code));
  const parts = [...elsewhere, ...settings.slice(0, 8)];
  return (parts.length > 0 ? parts : hints.slice(0, 1).map(({ text }) => text)).join('\n');
}

const changed = (code: string): readonly string[] =>
  code.split('\n').filter((text) => text.trim() !== '' && !/^\s*(#|\/\/)/.test(text));
