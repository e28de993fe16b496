import { type Exchange, type Hop, lastHop } from '../model/exchange.ts';
import { type Header, type HeaderList, has, isToken } from '../model/header-list.ts';
import { parseUrl } from '../model/origin.ts';
import { pageSetHeaders } from '../policy/needs-preflight.ts';
import { redactExchange } from './redact.ts';

/**
 * The commands that replay a leg, the preflight first, with the `Origin` without which a server
 * answers differently. Redacted values stay `[redacted]` for the reader to fill in.
 *
 * Safe to paste into a POSIX shell whatever the leg holds; empty when it is no HTTP request.
 */
export function curlCommands(hop: Hop): readonly string[] {
  const { url, method, preflight, request } = hop;
  if (!/^https?:$/.test(parseUrl(url)?.protocol ?? '') || !isToken(method)) return [];
  const asking = preflight?.request.headers ?? [];
  const sent = request?.headers ?? asking;
  const actual = [...only(sent, ['origin']), ...pageSetHeaders(request?.headers ?? [])];
  return [
    ...(preflight === null ? [] : [command('OPTIONS', url, only(asking, CORS_REQUEST_HEADERS))]),
    command(method, url, actual),
  ];
}

/** The same for each exchange, at the leg where it stopped, without secrets, one after the other. */
export function toCurl(exchanges: readonly Exchange[]): string {
  const commands = exchanges.map(redactExchange).flatMap((one) => curlCommands(lastHop(one)));
  return commands.length === 0 ? '' : `${commands.join('\n\n')}\n`;
}

const CORS_REQUEST_HEADERS = [
  'origin',
  'access-control-request-method',
  'access-control-request-headers',
];

function only(list: HeaderList, names: readonly string[]): HeaderList {
  return list.filter((header) => names.some((name) => has([header], name)));
}

/** `--globoff`, as brackets in a URL are no ranges; `--url`, as a URL may begin with anything. */
function command(method: string, url: string, headers: HeaderList): string {
  const how = method === 'HEAD' ? '--head' : `--include --request ${shellWord(method)}`;
  const lines = headers
    .filter(([name]) => isToken(name))
    .map((header) => `--header ${shellWord(headerLine(header))}`);
  return [`curl ${how} --globoff`, ...lines, `--url ${shellWord(url)}`].join(' \\\n  ');
}

/** curl drops a header that ends with its colon, and sends one that ends with `;` empty. */
const headerLine = ([name, value]: Header): string =>
  value === '' ? `${name};` : `${name}: ${value}`;

/** One word for a POSIX shell: between single quotes nothing means anything. */
function shellWord(text: string): string {
  // Control characters would reach the terminal that this is pasted into.
  const printable = text.replace(/\p{Cc}/gu, '');
  return `'${printable.replaceAll("'", `'\\''`)}'`;
}
