import { addressOf } from '../diagnosis/address.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { DiagnosisContext } from '../diagnosis/diagnosis.ts';
import { groupEndpoints } from '../endpoints/endpoints.ts';
import { toMarkdown } from '../export/markdown.ts';
import { type ExportOptions, reportEach, reportRisks, reportTextInTurn } from '../export/report.ts';
import { teamTextInTurn } from '../export/team.ts';
import type { HarReading } from '../har/parse-har.ts';
import { NO_STACKS, stackOf } from '../model/chosen-stacks.ts';
import type { Exchange } from '../model/exchange.ts';
import type { NotMine } from '../model/not-mine.ts';
import { NO_NOTES, type Notes } from '../model/notes.ts';
import { originOf } from '../model/origin.ts';
import { phrase } from '../model/say.ts';
import { allAtOnce } from '../model/work.ts';
import { evaluate } from '../policy/evaluate.ts';
import { jsonDocument } from '../servers/kit/literals.ts';
import { thirdParty } from '../servers/third-party/index.ts';
import type { FailOn, Format, Options } from './options.ts';
import type { Terminal } from './terminal.ts';
import { toText } from './text.ts';

/** The formats in which one file stands for itself. */
const ONE = ['text', 'markdown', 'team', 'json', 'ndjson'] as const;
type OneFormat = (typeof ONE)[number];

export const isOneFormat = (format: Format): format is OneFormat =>
  ONE.some((one) => one === format);

/** How to write the result. */
export type FormatOptions = Pick<Options, 'stack'> &
  Partial<Pick<Options, 'credentials'>> &
  Omit<ExportOptions, 'stackChoice'> & {
    readonly format: OneFormat;
    /** The name of the file. */
    readonly name: string;
    readonly terminal: Terminal;
  };

/** The result for a HAR in the requested format, piece by piece. */
export function* formatted(reading: HarReading, options: FormatOptions): Generator<string> {
  const { exchanges } = reading;
  const context = contextOf(reading, options);
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
      yield text === '' ? `${nothingBlocked()}\n` : text;
      return;
    }
    case 'json':
      yield* allAtOnce(reportTextInTurn(exchanges, context, exporting));
      return;
    case 'ndjson':
      for (const exchange of reportEach(exchanges, context, exporting)) {
        yield `${jsonDocument({ file: options.name, ...exchange }, 0)}\n`;
      }
  }
}

/** What the diagnosis of a file may use. */
export const contextOf = (
  { exchanges, browser, report }: HarReading,
  said: Said,
): DiagnosisContext => ({
  browser,
  exchanges,
  notes: notesOf(exchanges, said, report?.notMine ?? []),
});

/** What the options say about all requests. */
type Said = Pick<FormatOptions, 'credentials' | 'stack'>;

/** As if the user had said it of each request. */
function notesOf(
  exchanges: readonly Exchange[],
  { credentials: said, stack }: Said,
  saved: NotMine,
): Notes {
  const hops = stack === thirdParty.id ? exchanges.flatMap((one) => one.hops) : [];
  const notMine = [...new Set([...saved, ...hops.map(({ url }) => originOf(url))])];
  if (said == null) return notMine.length === 0 ? NO_NOTES : { ...NO_NOTES, notMine };
  const answers = exchanges.map((one) => [addressOf(one), said === 'include'] as const);
  return { ...NO_NOTES, notMine, cookies: Object.fromEntries(answers) };
}

/** Whether one of these is in the file, by the judgment that every format shows. */
export function isFound(failOn: readonly FailOn[], { exchanges, browser }: HarReading): boolean {
  const verdicts = new Set<string>(exchanges.map((one) => evaluate(one, browser).verdict));
  return failOn.some((one) =>
    one === 'risk'
      ? reportRisks(exchanges, exchanges).some(({ note }) => note !== true)
      : verdicts.has(one),
  );
}

const nothingBlocked = (): string =>
  phrase`CORS blocks none of these requests.`.fr`CORS ne bloque aucune de ces requêtes.`;
