import { asExchange, serverOf } from '../console/as-exchange.ts';
import type { Claim } from '../console/claim.ts';
import type { ConsoleReading } from '../console/read-console.ts';
import { statedBy } from '../console/stated.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Item } from './items.ts';
import type { FailOn, Format, Options } from './options.ts';
import { styled, type Terminal, wrapped } from './terminal.ts';
import { fixLines, noSettingOf } from './text.ts';

/** Whether an input is text of a console: by its name, or because it is no JSON. */
export const isConsoleText = (file: string, text: string): boolean =>
  /\.(txt|log)(\.gz)?$/i.test(file) || (file === '-' && !/^[\s\uFEFF]*(?:[{[]|$)/.test(text));

type ConsoleOptions = Pick<Options, 'stack' | 'origin'> & { readonly terminal: Terminal };

/** Why nothing can be said about a console text, in one line; null if something can. */
export function consoleProblem({ claims, unknown }: ConsoleReading, format: Format): string | null {
  if (!FORMATS.includes(format)) {
    return `console text works with --format ${FORMATS.join(', ')} only`;
  }
  if (claims.length > 0) return null;
  return unknown === null
    ? 'it has no CORS message of a browser that we know'
    : `it may be about CORS, but we do not know this text: ${unknown}`;
}

/** A text has no requests, so it makes no report. */
const FORMATS: readonly Format[] = ['text', 'junit', 'github', 'sarif'];

/** What is printed about a console text. */
export const consoleText = ({ claims }: ConsoleReading, options: ConsoleOptions): string =>
  claims.map((claim) => `${lines(claim, options).join('\n')}\n`).join('\n');

/** Whether one of these is in the text. A message that we do not know may mean anything. */
export const isFoundInConsole = (failOn: readonly FailOn[], { claims }: ConsoleReading): boolean =>
  claims.some(({ causes }) => failOn.includes(causes.length > 0 ? 'blocked' : 'undetermined'));

/** The messages of a console text, for machines. */
export const consoleItems = (
  { claims }: ConsoleReading,
  { stack, origin, failOn }: Pick<Options, 'stack' | 'origin' | 'failOn'>,
): readonly Item[] =>
  claims.map((claim) => {
    const { causes, url, origin: page } = claim;
    const fails = causes.length > 0 || failOn.includes('undetermined');
    const terminal = { width: 100, colours: false };
    return {
      id: causes.length === 1 ? (causes[0] ?? '') : 'console-message',
      level: fails ? 'error' : 'warning',
      title: `${url ?? 'an address that the text does not name'}${page === null ? '' : ` (page ${page})`}`,
      says: statedBy(claim),
      detail: lines(claim, { stack, origin, terminal }).join('\n'),
      docs: null,
    };
  });

const BROWSERS: Readonly<Record<Claim['browser'], string>> = {
  chromium: 'Chromium',
  firefox: 'Firefox',
  safari: 'Safari',
};

function lines(claim: Claim, options: ConsoleOptions): readonly string[] {
  const { browser, url, origin, causes, phase, status } = claim;
  const { terminal } = options;
  const words = (text: string, first = '  '): readonly string[] =>
    wrapped(text, terminal, '  ', first);
  const mark = causes.length === 1 ? '✗' : '?';
  const asked = [
    `${url ?? 'an address that the text does not name'} (${BROWSERS[browser]}`,
    phase === 'preflight' ? ', preflight' : '',
    status === null ? '' : `, status ${status}`,
    origin === null ? ')' : `, page ${origin})`,
  ].join('');
  return [
    ...words(asked, `${styled(mark, causes.length === 1 ? 'red' : 'yellow', terminal)} `),
    ...words(statedBy(claim)),
    ...(causes.length === 0 ? words(`The text: ${claim.text}`) : []),
    ...next(claim, options, words),
  ];
}

/** The fix, or what must be known first. */
function next(
  claim: Claim,
  { stack, origin, terminal }: ConsoleOptions,
  words: (text: string) => readonly string[],
): readonly string[] {
  const { causes, url } = claim;
  if (causes.length === 0) return [];
  if (url === null) return words('Which address did the page request? Look in the Network tab.');
  const look =
    'Look at the response headers in the Network tab, or ask the server: crosscheck check URL --origin ORIGIN';
  if (causes.length > 1) return words(look);
  if (claim.origin === null && origin === null) {
    return words('Which page asked? Add --origin ORIGIN, such as --origin http://localhost:3000.');
  }
  const exchange = asExchange(claim, origin);
  if (exchange === null) return words(look);
  const exchanges = [exchange];
  const diagnosis = diagnose(exchange, { browser: 'chromium', exchanges });
  // The text decides. Where our rules say something else, there is no proved fix.
  if (diagnosis.evaluation.findings[0]?.cause !== causes[0]) return words(look);
  if (stack === null) {
    return words(`Which server answers at ${serverOf(claim)}? Add --server ID to get its fix.`);
  }
  const remedy = diagnosis.remedyFor(stack);
  if (remedy === null) return words(noSettingOf(stack));
  const open =
    causes[0] === 'method-not-allowed' || causes[0] === 'header-not-allowed'
      ? 'The text names one reason only. A HAR shows all of them.'
      : 'The text does not name the method and headers of the request. A HAR shows them.';
  return ['', ...fixLines(remedy, { stack, terminal }, []), ...words(open)];
}
