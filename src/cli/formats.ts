import { addressOf } from '../diagnosis/address.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { groupEndpoints } from '../endpoints/endpoints.ts';
import { toMarkdown } from '../export/markdown.ts';
import { type ExportOptions, toReport } from '../export/report.ts';
import { teamTextInTurn } from '../export/team.ts';
import type { HarReading } from '../har/parse-har.ts';
import { NO_STACKS, stackOf } from '../model/chosen-stacks.ts';
import type { Exchange } from '../model/exchange.ts';
import { NO_NOTES, type Notes } from '../model/notes.ts';
import { allAtOnce } from '../model/work.ts';
import { evaluate } from '../policy/evaluate.ts';
import { jsonDocument } from '../servers/kit/literals.ts';
import type { Options } from './options.ts';
import type { Terminal } from './terminal.ts';
import { toText } from './text.ts';

/** How to write the result. */
export type FormatOptions = Pick<Options, 'format' | 'stack'> &
  Partial<Pick<Options, 'credentials'>> &
  Omit<ExportOptions, 'stackChoice'> & {
    /** The name of the file. */
    readonly name: string;
    readonly terminal: Terminal;
  };

/** Exchanges per piece, so that the report of a large file is never in memory as a whole. */
const AT_A_TIME = 200;

/** The result for a HAR in the requested format, piece by piece. */
export function* formatted(reading: HarReading, options: FormatOptions): Generator<string> {
  const { exchanges, browser } = reading;
  const context = { browser, exchanges, notes: notesOf(exchanges, options.credentials) };
  const { version, capturedAt, stack } = options;
  const stackChoice = (server: string): string | null =>
    stack ?? stackOf(reading.report?.stacks ?? NO_STACKS, server);
  const { browserVersion = '' } = reading.report ?? {};
  const exporting: ExportOptions = { version, capturedAt, stackChoice, browserVersion };
  switch (options.format) {
    case 'text':
      yield* toText(
        reading,
        groupEndpoints(exchanges, (exchange) => diagnose(exchange, context)),
        options,
      );
      return;
    case 'markdown':
      yield toMarkdown(exchanges, context, exporting);
      return;
    case 'team': {
      const { text } = allAtOnce(teamTextInTurn(exchanges, context, exporting, 'markdown'));
      yield text === '' ? 'CORS blocks none of these requests.\n' : text;
      return;
    }
    case 'json':
      yield `${jsonDocument(toReport(exchanges, context, exporting))}\n`;
      return;
    case 'ndjson':
      for (let from = 0; from < exchanges.length; from += AT_A_TIME) {
        const some = exchanges.slice(from, from + AT_A_TIME);
        for (const exchange of toReport(some, context, exporting).exchanges) {
          yield `${jsonDocument(exchange, 0)}\n`;
        }
      }
  }
}

/** As if the user had said it of each request. */
function notesOf(exchanges: readonly Exchange[], said: FormatOptions['credentials']): Notes {
  if (said == null) return NO_NOTES;
  const answers = exchanges.map((one) => [addressOf(one), said === 'include'] as const);
  return { ...NO_NOTES, cookies: Object.fromEntries(answers) };
}

/** Whether CORS blocked any request, by the judgment that every format shows. */
export const isBlocked = ({ exchanges, browser }: HarReading): boolean =>
  exchanges.some((exchange) => evaluate(exchange, browser).verdict === 'blocked');
