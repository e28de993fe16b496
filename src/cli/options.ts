import { parseArgs } from 'node:util';
import type { BrowserName } from '../model/exchange.ts';

/** What the command was asked for. */
export type Options = {
  /** A path, or `-` for standard input. */
  readonly file: string;
  readonly format: Format;
  /** The id of the stack whose fix comes first; null: the detected one's. */
  readonly stack: string | null;
  /** Whose rules apply; null: those of the browser that saved the file. */
  readonly browser: BrowserName | null;
  readonly failOnBlocked: boolean;
};

export const FORMATS = ['text', 'markdown', 'json', 'ndjson'] as const;
export type Format = (typeof FORMATS)[number];

const BROWSERS = ['chromium', 'firefox'] as const;

export const USAGE = `npm run diagnose -- FILE.har [options]

FILE.har   saved by the DevTools of Chrome, Edge, Firefox or Safari, or by Playwright; - reads standard input

--format ${FORMATS.join('|')}   text for people (default), or one JSON exchange a line for programs
--stack ID                     whose fix comes first, instead of the detected server's
--browser ${BROWSERS.join('|')}     whose rules apply, instead of those of the browser that saved the file
--fail-on blocked              exit code 1 when a request is blocked by CORS

Exit codes: 0 read; 1 blocked, and asked by --fail-on; 2 bad input. Without npm's own lines: npm run --silent`;

/** The options, `help`, or one line that says what is wrong with the arguments. */
export type Arguments = Options | 'help' | { readonly problem: string };

/** Reads the arguments. `stacks`: the ids that may be chosen. Never throws. */
export function parseArguments(args: readonly string[], stacks: readonly string[]): Arguments {
  const parsed = readArgs(args);
  if (typeof parsed === 'string') return { problem: parsed };
  const { values, positionals } = parsed;
  if (values.help === true) return 'help';
  const [file, ...others] = positionals;
  if (file === undefined) return { problem: 'which file? npm run diagnose -- FILE.har' };
  if (others.length > 0) return { problem: `one file at a time, not ${positionals.length}` };
  const format = oneOf(FORMATS, values.format ?? 'text');
  if (format === null) return notOneOf('--format', FORMATS);
  const browser = values.browser === undefined ? undefined : oneOf(BROWSERS, values.browser);
  if (browser === null) return notOneOf('--browser', BROWSERS);
  const failOn = values['fail-on'];
  if (failOn !== undefined && failOn !== 'blocked') return notOneOf('--fail-on', ['blocked']);
  const stack = values.stack ?? null;
  if (stack !== null && !stacks.includes(stack)) return notOneOf('--stack', stacks);
  return { file, format, stack, browser: browser ?? null, failOnBlocked: failOn !== undefined };
}

function readArgs(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        stack: { type: 'string' },
        browser: { type: 'string' },
        'fail-on': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return { values, positionals };
  } catch (error) {
    // Its first sentence; what follows is advice about arguments that begin with a dash.
    const [sentence = ''] = (error instanceof Error ? error.message : '').split(/\.\s|\n/);
    return sentence.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
  }
}

function oneOf<Choice extends string>(choices: readonly Choice[], value: string): Choice | null {
  return choices.find((choice) => choice === value) ?? null;
}

const notOneOf = (option: string, choices: readonly string[]): { readonly problem: string } => ({
  problem: `${option} must be one of: ${choices.join(', ')}`,
});
