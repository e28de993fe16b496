import { PASTE } from '../causes/console-text.ts';
import type { Claim } from '../console/claim.ts';
import type { ConsoleReading } from '../console/read-console.ts';
import { statedBy } from '../console/stated.ts';
import { answerTo } from '../diagnosis/of-claim.ts';
import { plainText } from '../model/prose.ts';
import { phrase } from '../model/say.ts';
import type { Item } from './items.ts';
import { inPage } from './items.ts';
import type { FailOn, Format, Options } from './options.ts';
import { styled, type Terminal, wrapped } from './terminal.ts';
import { fixLines } from './text.ts';

/** Whether an input is text of a console: by its name, or because it is no JSON. */
export const isConsoleText = (file: string, text: string): boolean =>
  /\.(txt|log)(\.gz)?$/i.test(file) || (file === '-' && !/^[\s\uFEFF]*(?:[{[]|$)/.test(text));

type ConsoleOptions = Pick<Options, 'stack' | 'origin'> & { readonly terminal: Terminal };

/** Why nothing can be said about a console text, in one line; null if something can. */
export function consoleProblem(
  { claims, unknown, unread }: ConsoleReading,
  format: Format,
): string | null {
  if (!FORMATS.includes(format)) {
    return phrase`console text works with --format ${FORMATS.join(', ')} only`
      .fr`un texte de console ne marche qu’avec --format ${FORMATS.join(', ')}`;
  }
  if (claims.length > 0) return null;
  const paste = plainText(PASTE[unread ?? 'strange']);
  return unknown === null
    ? phrase`it has no CORS message of a browser that we know. ${paste}`
        .fr`il n’a aucun message CORS
        d’un navigateur que nous connaissons. ${paste}`
    : phrase`it may be about CORS, but we do not know this text: ${unknown} ${paste}`
        .fr`il concerne peut-être CORS, mais nous ne connaissons pas ce texte : ${unknown} ${paste}`;
}

/** A text has no requests, so it makes no report. */
const FORMATS: readonly Format[] = ['text', 'junit', 'github', 'sarif'];

/** What is printed about a console text. */
export const consoleText = ({ claims }: ConsoleReading, options: ConsoleOptions): string =>
  claims.map((claim) => `${lines(claim, options).join('\n')}\n`).join('\n');

/** Whether one of these is in the text. A message that we do not know may mean anything. */
export const isFoundInConsole = (failOn: readonly FailOn[], { claims }: ConsoleReading): boolean =>
  claims.some((claim) => failOn.includes(stateOf(claim)));

const stateOf = ({ causes, instead }: Claim): FailOn => {
  if (causes.length > 0 || instead === 'redirect-after-preflight') return 'blocked';
  return instead === 'no-response' ? 'failed' : 'undetermined';
};

/** The messages of a console text, for machines. */
export const consoleItems = (
  { claims }: ConsoleReading,
  { stack, origin, failOn }: Pick<Options, 'stack' | 'origin' | 'failOn'>,
): readonly Item[] =>
  claims.map((claim) => {
    const { causes, url, origin: page } = claim;
    const fails = causes.length > 0 || failOn.includes(stateOf(claim));
    const terminal = { width: 100, colours: false };
    return {
      id: causes.length === 1 ? (causes[0] ?? '') : 'console-message',
      level: fails ? 'error' : 'warning',
      title: `${url ?? UNNAMED}${page === null ? '' : ` ${inPage(page)}`}`,
      says: statedBy(claim),
      detail: lines(claim, { stack, origin, terminal }).join('\n'),
      docs: null,
    };
  });

const UNNAMED = phrase`an address that the text does not name`
  .fr`une adresse que le texte ne nomme pas`;

/** As in a report: refused, failed without CORS, or open. */
function markOf(claim: Claim): string {
  const state = stateOf(claim);
  if (state === 'failed') return '!';
  return state === 'blocked' && claim.causes.length < 2 ? '✗' : '?';
}

const BROWSERS: Readonly<Record<NonNullable<Claim['browser']>, string>> = {
  chromium: 'Chromium',
  firefox: 'Firefox',
  safari: 'Safari',
  explorer: phrase`Internet Explorer or old Edge`.fr`Internet Explorer ou ancien Edge`,
};

function lines(claim: Claim, options: ConsoleOptions): readonly string[] {
  const { browser, url, origin, phase, status } = claim;
  const { terminal } = options;
  const words = (text: string, first = '  '): readonly string[] =>
    wrapped(text, terminal, '  ', first);
  const mark = markOf(claim);
  const about = [
    ...(browser === null ? [] : [BROWSERS[browser]]),
    ...(phase === 'preflight' ? [phrase`preflight`.fr`requête préliminaire`] : []),
    ...(status === null ? [] : [phrase`status ${status}`.fr`statut ${status}`]),
    ...(origin === null ? [] : [phrase`page ${origin}`.fr`page ${origin}`]),
  ].join(', ');
  const asked = `${url ?? UNNAMED}${about === '' ? '' : ` (${about})`}`;
  return [
    ...words(asked, `${styled(mark, mark === '✗' ? 'red' : 'yellow', terminal)} `),
    ...words(statedBy(claim)),
    ...(stateOf(claim) === 'undetermined'
      ? words(phrase`The text: ${claim.text}`.fr`Le texte : ${claim.text}`)
      : []),
    ...next(claim, options, words),
  ];
}

/** The fix, or what must be known first. */
function next(
  claim: Claim,
  { stack, origin, terminal }: ConsoleOptions,
  words: (text: string) => readonly string[],
): readonly string[] {
  const { says, fix, asks } = answerTo(claim, { page: origin, stack });
  const advice = says.map(plainText);
  const [last = ''] = advice.slice(-1);
  const how = asks === null ? '' : HOW[asks];
  if (fix === null) {
    return [...advice.slice(0, -1), `${last} ${how}`.trim()]
      .filter(Boolean)
      .flatMap((one) => words(one));
  }
  return [
    ...advice.slice(0, -1).flatMap((one) => words(one)),
    '',
    ...fixLines(fix, { stack, terminal }, []),
    ...words(last),
  ];
}

/** How to say what is asked for. */
const HOW = {
  address: '',
  page: phrase`Add --origin ORIGIN.`.fr`Ajoutez --origin ORIGINE.`,
  server: phrase`Add --server ID to get its fix.`
    .fr`Ajoutez --server ID pour obtenir sa correction.`,
  headers: phrase`Or ask the server: crosscheck check URL --origin ORIGIN`.fr`Ou interrogez le
    serveur : crosscheck check URL --origin ORIGINE`,
} as const;
