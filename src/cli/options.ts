import { parseArgs } from 'node:util';
import type { BrowserName } from '../model/exchange.ts';

/** The options of the command. */
export type Options = {
  /** A path, or `-` for standard input. */
  readonly file: string;
  readonly format: Format;
  /** The id of the stack whose fix comes first; null: the detected one's. */
  readonly stack: string | null;
  /** Whose rules apply; null: those of the browser that saved the file. */
  readonly browser: BrowserName | null;
  readonly failOnBlocked: boolean;
  /** What the user says where nothing shows it; null: nothing. */
  readonly credentials: 'include' | 'omit' | null;
  /** The developer's own settings files. */
  readonly settings: readonly string[];
  /** Whether their edits are written, not only shown as a diff. */
  readonly write: boolean;
  /** The page's origin, for console text that does not say it. */
  readonly origin: string | null;
};

export const FORMATS = ['text', 'markdown', 'json', 'ndjson'] as const;
export type Format = (typeof FORMATS)[number];

const CREDENTIALS = ['include', 'omit'] as const;
const BROWSERS = ['chromium', 'firefox', 'webkit'] as const;

export const USAGE = `npm run diagnose -- FILE.har [options]

FILE.har   a file saved by Chrome, Edge, Firefox, Safari or Playwright; - reads standard input
FILE.txt   text from the browser's console (also .log, or standard input that is no JSON)

--format ${FORMATS.join('|')}   text (default) is for people, ndjson is one exchange per line
--server ID                    write the fix for this server, not for the detected one (also --stack)
--browser ${BROWSERS.join('|')}
                               apply this browser's rules (webkit: Safari's, measured in WebKit), not
                               those of the browser that saved the file
--credentials include|omit     the requests send cookies, or none, where nothing shows it
--fail-on blocked              exit with code 1 if CORS blocks a request
--origin ORIGIN                the page's origin, for console text that does not say it
--settings FILE …              read your own settings (settings.py, .env, docker-compose.yml), and
                               say which lines block the request
--diff                         with --settings: show the edit as a diff for git apply (default)
--write                        with --settings: write the edit to the files

Exit codes: 0 the file was read, 1 a request is blocked (with --fail-on), 2 bad input.
To hide npm's own lines, use npm run --silent.`;

/** The options, `help`, or one line that says what is wrong with the arguments. */
export type Arguments = Options | 'help' | { readonly problem: string };

/** Reads the arguments. `stacks`: the ids that may be chosen. Never throws. */
export function parseArguments(args: readonly string[], stacks: readonly string[]): Arguments {
  const parsed = readArgs(args);
  if (typeof parsed === 'string') return { problem: parsed };
  const { values, positionals } = parsed;
  if (values.help === true) return 'help';
  const named = values.settings ?? [];
  const har = positionals.find((one) => one === '-' || /\.(har|txt|log)$/i.test(one));
  const file = har ?? positionals[0];
  const others = positionals.filter((one) => one !== file);
  if (file === undefined) return { problem: 'name a HAR file: npm run diagnose -- FILE.har' };
  if (others.length > 0 && named.length === 0) {
    return { problem: `name one file, not ${positionals.length}` };
  }
  const settings = [...named, ...others];
  const problem = settingsProblem(settings, values);
  if (problem !== null) return { problem };
  const format = oneOf(FORMATS, values.format ?? 'text');
  if (format === null) return notOneOf('--format', FORMATS);
  const browser = values.browser === undefined ? undefined : oneOf(BROWSERS, values.browser);
  if (browser === null) return notOneOf('--browser', BROWSERS);
  const failOn = values['fail-on'];
  if (failOn !== undefined && failOn !== 'blocked') return notOneOf('--fail-on', ['blocked']);
  const stack = values.server ?? values.stack ?? null;
  if (stack !== null && !stacks.includes(stack))
    return notOneOf(values.server === undefined ? '--stack' : '--server', stacks);
  const said = values.credentials;
  const credentials = said === undefined ? undefined : oneOf(CREDENTIALS, said);
  if (credentials === null) return notOneOf('--credentials', CREDENTIALS);
  return {
    file,
    format,
    stack,
    browser: browser ?? null,
    failOnBlocked: failOn !== undefined,
    credentials: credentials ?? null,
    settings,
    write: values.write === true,
    origin: values.origin ?? null,
  };
}

/** Settings files are shown to people, and are part of no export. */
function settingsProblem(
  settings: readonly string[],
  { diff, write, format = 'text' }: { diff?: boolean; write?: boolean; format?: string },
): string | null {
  if (settings.length === 0) {
    return diff === true || write === true ? 'name your settings files: --settings FILE' : null;
  }
  if (diff === true && write === true) return 'choose --diff or --write, not both';
  return format === 'text' ? null : '--settings works with --format text only';
}

function readArgs(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        server: { type: 'string' },
        stack: { type: 'string' },
        browser: { type: 'string' },
        credentials: { type: 'string' },
        'fail-on': { type: 'string' },
        settings: { type: 'string', multiple: true },
        origin: { type: 'string' },
        diff: { type: 'boolean' },
        write: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return { values, positionals };
  } catch (error) {
    return argumentProblem(error);
  }
}

/** What Node says about arguments, as one line. */
export function argumentProblem(error: unknown): string {
  // Its first sentence. The rest is advice about arguments that begin with a dash.
  const [sentence = ''] = (error instanceof Error ? error.message : '').split(/\.\s|\n/);
  return sentence.replace(/^[A-Z]/, (letter) => letter.toLowerCase());
}

/** The choice that the value names; null if it names none. */
export function oneOf<Choice extends string>(
  choices: readonly Choice[],
  value: string,
): Choice | null {
  return choices.find((choice) => choice === value) ?? null;
}

/** One line that names the choices. */
export const notOneOf = (
  option: string,
  choices: readonly string[],
): { readonly problem: string } => ({
  problem: `${option} must be one of: ${choices.join(', ')}`,
});
