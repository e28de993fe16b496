import type { ConsoleReading } from '../console/read-console.ts';
import type { HarReading } from '../har/parse-har.ts';
import { phrase } from '../model/say.ts';
import { jsonDocument } from '../servers/kit/literals.ts';
import { consoleItems, consoleText } from './console-text.ts';
import { contextOf, type FormatOptions, formatted, isOneFormat } from './formats.ts';
import { githubLines, githubProblem } from './github.ts';
import { nameShown, STANDARD_INPUT } from './inputs.ts';
import { type Item, itemsOf } from './items.ts';
import { JUNIT_BEGIN, JUNIT_END, junitProblem, junitSuite } from './junit.ts';
import type { FailOn, Format } from './options.ts';
import { sarifRun, uriOf } from './sarif.ts';
import { printable } from './terminal.ts';

/** What became of one input. */
export type FileResult = { readonly name: string } & (
  | { readonly reading: HarReading }
  | { readonly console: ConsoleReading }
  /** For machines; whoever made them judged them. */
  | { readonly reading: HarReading; readonly items: readonly Item[] }
  | { readonly problem: string }
);

/** The output for all inputs, in parts: what stands before, for each one, and behind. */
export type Sheet = {
  readonly begin: string;
  readonly of: (result: FileResult) => Iterable<string>;
  readonly end: () => string;
};

export type SheetOptions = Omit<FormatOptions, 'name' | 'format'> & {
  readonly format: Format;
  readonly failOn: readonly FailOn[];
  readonly origin: string | null;
  /** Whether there may be several inputs, so that each must be named. */
  readonly many: boolean;
};

/** The output in the requested format. */
export function sheetOf(options: SheetOptions): Sheet {
  const { format } = options;
  if (isOneFormat(format))
    return options.many ? manySheet(format, options) : oneSheet(format, options);
  const itemsIn = (result: FileResult): readonly Item[] => itemsOfResult(result, options);
  if (format === 'junit') {
    return {
      begin: JUNIT_BEGIN,
      of: (one) =>
        'problem' in one
          ? [junitProblem(one.name, one.problem)]
          : junitSuite(one.name, itemsIn(one)),
      end: () => JUNIT_END,
    };
  }
  if (format === 'github') {
    return {
      begin: '',
      of: (one) =>
        'problem' in one
          ? [githubProblem(one.name, one.problem)]
          : githubLines(itemsIn(one), fileOf(one.name)),
      end: () => '',
    };
  }
  const run = sarifRun(options.version);
  return {
    begin: run.begin,
    of: (one) => {
      if (!('problem' in one)) return run.results(uriOf(one.name), itemsIn(one));
      run.problem(uriOf(one.name), one.problem);
      return [];
    },
    end: run.end,
  };
}

const fileOf = (name: string): string | null =>
  name === STANDARD_INPUT || /^https?:/.test(name) ? null : name;

function itemsOfResult(result: FileResult, options: SheetOptions): readonly Item[] {
  if ('items' in result) return result.items;
  if ('console' in result) return consoleItems(result.console, options);
  if (!('reading' in result)) return [];
  const { exchanges } = result.reading;
  return itemsOf(exchanges, contextOf(result.reading, options), options);
}

type OneFormat = FormatOptions['format'];

/** One file is printed as it is. Its problem stands on standard error. */
const oneSheet = (format: OneFormat, options: SheetOptions): Sheet => ({
  begin: '',
  of: (one) => {
    if ('problem' in one) return [];
    if ('reading' in one) return formatted(one.reading, { ...options, format, name: one.name });
    const name = options.many ? `${headingOf(nameShown(one.name))}\n` : '';
    return [name, consoleText(one.console, options)];
  },
  end: () => '',
});

const headingOf = (name: string): string => phrase`${printable(name)}:`.fr`${printable(name)} :`;

/** Several files in one document. */
function manySheet(format: OneFormat, options: SheetOptions): Sheet {
  const one = oneSheet(format, options);
  if (format === 'ndjson') {
    return {
      ...one,
      of: (result) => ('problem' in result ? [`${problemLine(result)}\n`] : one.of(result)),
    };
  }
  return format === 'json' ? jsonSheet(one) : separated(one);
}

/** A list: each report with the name of its file. */
function jsonSheet(one: Sheet): Sheet {
  let count = 0;
  return {
    begin: '[',
    *of(result) {
      yield count === 0 ? '\n' : ',\n';
      count += 1;
      if ('problem' in result) yield problemLine(result);
      else {
        yield `${jsonDocument({ file: result.name }, 0).slice(0, -1)},"report":`;
        yield* one.of(result);
        yield '}';
      }
    },
    end: () => '\n]\n',
  };
}

/** An empty line stands between two files. */
function separated(one: Sheet): Sheet {
  let count = 0;
  return {
    ...one,
    *of(result) {
      if ('problem' in result) return;
      if (count > 0) yield '\n';
      count += 1;
      yield* one.of(result);
    },
  };
}

const problemLine = ({ name, problem }: { readonly name: string; readonly problem: string }) =>
  jsonDocument({ file: name, problem }, 0);
