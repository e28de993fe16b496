import { type Exchange, type Hop, lastHop } from '../model/exchange.ts';
import { type Header, type HeaderList, has, isToken } from '../model/header-list.ts';
import { parseUrl } from '../model/origin.ts';
import { figure, phrase } from '../model/say.ts';
import { SHELL_NAMES, type Shell } from '../model/shell.ts';
import { pageSetHeaders } from '../policy/needs-preflight.ts';
import { shellWord, urlValue } from '../servers/kit/literals.ts';
import { redactExchange } from './redact.ts';

/** The commands, or a sentence that says why there are none and what to do instead. */
export type CurlCommands = { readonly commands: readonly string[] } | { readonly refused: string };

/**
 * The commands that repeat a hop, the preflight first. They include `Origin`, because servers
 * answer differently without it. Redacted values stay `[redacted]` for the reader to fill in.
 *
 * Safe to paste into this shell with any values of the hop: plain ASCII, nothing is expanded or
 * run. Refused as a whole if the shell cannot quote a value; empty if it is no HTTP request.
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

/** The commands for many exchanges, and the sentences about those that are left out. */
export type Curl = { readonly text: string; readonly refused: readonly string[] };

/** The same for each exchange in turn, at the hop where it stopped, without secrets. */
export function toCurl(exchanges: readonly Exchange[], shell: Shell): Curl {
  const made = exchanges.map((one) => curlCommands(lastHop(redactExchange(one)), shell));
  const commands = made.flatMap((one) => ('commands' in one ? one.commands : []));
  return {
    text: commands.length === 0 ? '' : `${commands.join('\n\n')}\n`,
    refused: made.flatMap((one) => ('refused' in one ? [one.refused] : [])),
  };
}

/** One request as curl gets it. */
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
  /** Windows PowerShell has its own command named `curl`. */
  readonly curl: string;
  /** Between the lines of a command. cmd gets one line, the only form that it cannot split. */
  readonly between: string;
  readonly longest: number;
};

const SYNTAX: { readonly [Id in Shell]: ShellSyntax } = {
  bash: { curl: 'curl', between: ' \\\n  ', longest: Number.POSITIVE_INFINITY },
  powershell: { curl: 'curl.exe', between: ' `\n  ', longest: 32_000 },
  cmd: { curl: 'curl.exe', between: ' ', longest: 8_000 },
};

/** What cannot be written, and the reason. */
type Problem = { readonly what: string; readonly has: string };

/** `--globoff`: brackets in a URL are not ranges. `--url`: a URL may begin with any character. */
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
    method === 'HEAD'
      ? '--head'
      : `--include --request ${word(
          method,
          phrase`the request method`.fr`la méthode de la requête`,
        )}`;
  const lines = [
    `${curl} ${how} --globoff`,
    ...headers.map(
      (header) =>
        `--header ${word(
          headerLine(header),
          phrase`the ${header[0]} header`.fr`l’en-tête ${header[0]}`,
        )}`,
    ),
    `--url ${word(url, phrase`the URL`.fr`l’URL`)}`,
  ];
  const text = lines.join(between);
  if (text.length > longest) {
    problems.push({
      what: phrase`the command`.fr`la commande`,
      has: phrase`more than ${figure(longest)} characters`
        .fr`plus de ${figure(longest)} caractères`,
    });
  }
  const [problem] = problems;
  return problem === undefined ? { command: text } : { problem };
}

/** curl drops a header that ends with a colon, and sends one that ends with `;` empty. */
const headerLine = ([name, value]: Header): string =>
  /^[ \t]*$/.test(value) ? `${name};` : `${name}: ${value}`;

/** Which shell to use instead; one on the same system comes first. */
const NEAREST: readonly Shell[] = ['powershell', 'cmd', 'bash'];

function refusal({ what, has }: Problem, calls: readonly Call[], shell: Shell): string {
  const other = NEAREST.find((one) => calls.every((call) => 'command' in command(call, one)));
  const instead =
    other === undefined
      ? phrase`Save as HAR instead`.fr`Enregistrez plutôt en HAR`
      : phrase`Copy for ${SHELL_NAMES[other]} instead`.fr`Copiez plutôt pour ${SHELL_NAMES[other]}`;
  return phrase`${instead}: ${what} has ${has}, which is not safe in ${SHELL_NAMES[shell]}.`
    .fr`${instead} : ${what} contient ${has}, ce qui n’est pas sûr dans ${SHELL_NAMES[shell]}.`;
}
