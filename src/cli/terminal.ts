import { spellOut } from '../model/shown.ts';

/** How text is written for people: its width, and whether in color. */
export type Terminal = { readonly width: number; readonly colours: boolean };

const WIDEST = 100;
const NARROWEST = 40;
const DEFAULT_WIDTH = 80;

/** What is known about standard output. @see https://no-color.org */
export function terminalOf(
  output: { readonly isTTY?: boolean; readonly columns?: number },
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const columns = output.columns ?? Number(environment['COLUMNS'] ?? Number.NaN);
  const width = Number.isFinite(columns) && columns > 0 ? columns : DEFAULT_WIDTH;
  const plain = (environment['NO_COLOR'] ?? '') !== '' || environment['TERM'] === 'dumb';
  return {
    width: Math.min(Math.max(width, NARROWEST), WIDEST),
    colours: output.isTTY === true && !plain,
  };
}

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;
export type Style = keyof typeof CODES;

/** The text in a style, if the terminal shows colors. */
export const styled = (text: string, style: Style, { colours }: Terminal): string =>
  colours ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;

/**
 * Foreign text with control, direction and zero-width characters escaped, so none reaches the
 * terminal.
 */
export const printable = (text: string): string => spellOut(text);

/**
 * The text in lines that fit. `first` precedes the first line, `indent` the others. Words are never
 * broken, so that they can be copied whole.
 */
export function wrapped(
  text: string,
  { width }: Terminal,
  indent: string,
  first = indent,
): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text).split(/ +/)) {
    const room = width - (lines.length === 0 ? first : indent).length;
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one, index) => (index === 0 ? first : indent) + one);
}
