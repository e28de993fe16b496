import { type Exchange, type Hop, lastHop } from '../model/exchange.ts';
import { type Header, type HeaderList, has, isToken } from '../model/header-list.ts';
import { parseUrl } from '../model/origin.ts';
import { SHELL_NAMES, type Shell } from '../model/shell.ts';
import { pageSetHeaders } from '../policy/needs-preflight.ts';
import { shellWord, urlValue } from '../servers/kit/literals.ts';
import { redactExchange } from './redact.ts';

/** The commands, or the sentence that says why there are none and what to do instead. */
export type CurlCommands = { readonly commands: readonly string[] } | { readonly refused: string };

/**
 * The commands that replay a hop, the preflight first, with the `Origin` without which a server
 * answers differently. Redacted values stay `[redacted]` for the reader to fill in.
 *
 * Safe to paste into this shell whatever the hop holds: plain ASCII, nothing of it expanded or
 * run. Refused as a whole where the shell has no quotes for a value; empty when it is no HTTP
 * request.
 */
export function curlCommands(hop: Hop, shell: Shell): CurlCommands {
  const calls = callsOf(hop);
  const commands: string[] = [];
  for (const call of calls) {
    const written = command(call, shell);
    if ('problem' in written) return { refused: refusal(written.problem, calls, shell) };
    commands.push(written.command);
  }
  return { commands };
}

/** What was made of many exchanges, and the sentences about those that were left out. */
export type Curl = { readonly text: string; readonly refused: readonly string[] };

/** The same for each exchange, at the hop where it stopped, without secrets, one after the other. */
export function toCurl(exchanges: readonly Exchange[], shell: Shell): Curl {
  const made = exchanges.map((one) => curlCommands(lastHop(redactExchange(one)), shell));
  const commands = made.flatMap((one) => ('commands' in one ? one.commands : []));
  return {
    text: commands.length === 0 ? '' : `${commands.join('\n\n')}\n`,
    refused: made.flatMap((one) => ('refused' in one ? [one.refused] : [])),
  };
}

/** One request as curl is told it. */
type Call = { readonly method: string; readonly url: string; readonly headers: HeaderList };

function callsOf({ method, url, preflight, request }: Hop): readonly Call[] {
  if (!/^https?:$/.test(parseUrl(url)?.protocol ?? '') || !isToken(method)) return [];
  const asking = preflight?.request.headers ?? [];
  const sent = request?.headers ?? asking;
  const actual = [...only(sent, ['origin']), ...pageSetHeaders(request?.headers ?? [])];
  const call = (how: string, headers: HeaderList): Call => ({
    method: how,
    url: urlValue(url),
    headers: headers.filter(([name]) => isToken(name)),
  });
  return [
    ...(preflight === null ? [] : [call('OPTIONS', only(asking, CORS_REQUEST_HEADERS))]),
    call(method, actual),
  ];
}

const CORS_REQUEST_HEADERS = [
  'origin',
  'access-control-request-method',
  'access-control-request-headers',
];

function only(list: HeaderList, names: readonly string[]): HeaderList {
  return list.filter((header) => names.some((name) => has([header], name)));
}

type ShellSyntax = {
  /** Windows PowerShell has a command of its own by the name `curl`. */
  readonly curl: string;
  /** Between the lines of a command; cmd is given one line, the only form that it cannot tear. */
  readonly between: string;
  readonly longest: number;
};

const SYNTAX: { readonly [Id in Shell]: ShellSyntax } = {
  bash: { curl: 'curl', between: ' \\\n  ', longest: Number.POSITIVE_INFINITY },
  powershell: { curl: 'curl.exe', between: ' `\n  ', longest: 32_000 },
  cmd: { curl: 'curl.exe', between: ' ', longest: 8_000 },
};

/** What cannot be written, and what it has that hinders. */
type Problem = { readonly what: string; readonly has: string };

/** `--globoff`, as brackets in a URL are no ranges; `--url`, as a URL may begin with anything. */
function command(
  { method, url, headers }: Call,
  shell: Shell,
): { readonly command: string } | { readonly problem: Problem } {
  const { curl, between, longest } = SYNTAX[shell];
  const problems: Problem[] = [];
  const word = (value: string, what: string): string => {
    const written = shellWord(shell, value);
    if ('word' in written) return written.word;
    problems.push({ what, has: written.has });
    return '';
  };
  const how =
    method === 'HEAD' ? '--head' : `--include --request ${word(method, 'the request method')}`;
  const lines = [
    `${curl} ${how} --globoff`,
    ...headers.map((header) => `--header ${word(headerLine(header), `the ${header[0]} header`)}`),
    `--url ${word(url, 'the URL')}`,
  ];
  const text = lines.join(between);
  if (text.length > longest) {
    problems.push({
      what: 'the command',
      has: `more than ${longest.toLocaleString('en')} characters`,
    });
  }
  const [problem] = problems;
  return problem === undefined ? { command: text } : { problem };
}

/** curl drops a header that ends with its colon, and sends one that ends with `;` empty. */
const headerLine = ([name, value]: Header): string =>
  /^[ \t]*$/.test(value) ? `${name};` : `${name}: ${value}`;

/** Where to go from a shell: what is on the same system comes first. */
const NEAREST: readonly Shell[] = ['powershell', 'cmd', 'bash'];

function refusal({ what, has }: Problem, calls: readonly Call[], shell: Shell): string {
  const other = NEAREST.find((one) => calls.every((call) => 'command' in command(call, one)));
  const instead = other === undefined ? 'Save as HAR' : `Copy for ${SHELL_NAMES[other]}`;
  return `${instead} instead: ${what} has ${has}, which is not safe in ${SHELL_NAMES[shell]}.`;
}
