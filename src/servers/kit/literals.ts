import { phrase } from '../../model/say.ts';
import type { Shell } from '../../model/shell.ts';
import { spellOut } from '../../model/shown.ts';

/**
 * The one place where values from the wire become source text. It escapes everything but printable
 * ASCII, so no value can end its literal, its line or its file.
 *
 * A lone surrogate becomes U+FFFD, except in JavaScript, Python and JSON, which can write it.
 */

/** A Python string literal, double-quoted as Black writes it. */
export function pythonString(value: string): string {
  return `"${[...value].map(pythonCharacter).join('')}"`;
}

/** The same in the quotes that a file uses. */
export function pythonStringIn(quote: '"' | "'", value: string): string {
  if (quote === '"') return pythonString(value);
  const inner = [...value].map((char) => (char === '"' ? char : pythonCharacter(char))).join('');
  return `'${inner.replaceAll("'", "\\'")}'`;
}

/** A Python list literal of strings: `["a", "b"]`. */
export function pythonList(values: readonly string[]): string {
  return `[${values.map(pythonString).join(', ')}]`;
}

/**
 * A Python tuple literal that starts with all elements of the named sequence: `(*default_headers,
 * "x-token")`. `sequence` is a name of ours, never a value.
 */
export function pythonExtended(sequence: string, values: readonly string[]): string {
  if (values.length === 0) return sequence;
  return `(${[`*${sequence}`, ...values.map(pythonString)].join(', ')})`;
}

/** A JavaScript or TypeScript string literal, single-quoted; safe inside HTML too. */
export function javascriptString(value: string): string {
  return `'${[...value].map(javascriptCharacter).join('')}'`;
}

/** The same in the quotes that a file uses. */
export function javascriptStringIn(quote: '"' | "'", value: string): string {
  if (quote === "'") return javascriptString(value);
  const inner = [...value]
    .map((char) => (char === "'" ? char : javascriptCharacter(char)))
    .join('');
  return `"${inner.replaceAll('"', '\\"')}"`;
}

/** A JavaScript or TypeScript array literal of strings: `['a', 'b']`. */
export function javascriptList(values: readonly string[]): string {
  return `[${values.map(javascriptString).join(', ')}]`;
}

/**
 * A Go interpreted string literal.
 * @see https://go.dev/ref/spec#String_literals
 */
export function goString(value: string): string {
  return quoted(value, '"\\', (point) =>
    point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`,
  );
}

/** A Go composite literal of strings: `[]string{"a", "b"}`. */
export function goList(values: readonly string[]): string {
  return `[]string{${values.map(goString).join(', ')}}`;
}

/** A Ruby string literal, double-quoted; `#` is escaped, so nothing is interpolated. */
export function rubyString(value: string): string {
  return quoted(value, '"\\#', (point) => `\\u{${point.toString(16)}}`);
}

/** A Rust string literal. */
export function rustString(value: string): string {
  return quoted(value, '"\\', (point) => `\\u{${point.toString(16)}}`);
}

/** A Kotlin string literal; `$` is escaped, so nothing is interpolated. */
export function kotlinString(value: string): string {
  return quoted(value, '"\\$', (_, char) => utf16(char));
}

/**
 * A Java string literal. Controls are octal, because Java reads `\u000a` as a line break before it
 * reads the literal.
 * @see https://docs.oracle.com/javase/specs/jls/se17/html/jls-3.html#jls-3.3
 */
export function javaString(value: string): string {
  return quoted(value, '"\\', (point, char) =>
    point <= 0x7f ? `\\${point.toString(8).padStart(3, '0')}` : utf16(char),
  );
}

/** A C# regular string literal. */
export function csharpString(value: string): string {
  return quoted(value, '"\\', (_, char) => utf16(char));
}

/** A JSON string; `<` is escaped too, so that it is safe inside HTML. */
export function jsonString(value: string): string {
  return JSON.stringify(value).replace(/[^ -;=-~]/g, (unit) => utf16(unit));
}

/** A JSON array of strings on one line: `["a", "b"]`. */
export function jsonList(values: readonly string[]): string {
  return `[${values.map(jsonString).join(', ')}]`;
}

/** An object as a JSON document. Invisible characters appear only as escapes. */
export function jsonDocument(value: object, indent = 2): string {
  // Most text is plain ASCII, which is quick to check.
  return JSON.stringify(value, null, indent).replace(/[^\0-~]+/g, (run) => spellOut(run, utf16));
}

/**
 * A YAML double-quoted scalar.
 * @see https://yaml.org/spec/1.2.2/#57-escaped-characters
 */
export function yamlString(value: string): string {
  return goString(value);
}

/** A YAML flow sequence of strings: `["a", "b"]`. */
export function yamlList(values: readonly string[]): string {
  return `[${values.map(yamlString).join(', ')}]`;
}

/**
 * A TOML basic string.
 * @see https://toml.io/en/v1.0.0#string
 */
export function tomlString(value: string): string {
  return goString(value);
}

/** A PHP string literal: single-quoted if possible, else double-quoted. */
export function phpString(value: string): string {
  if ([...value].every(isPrintable)) return `'${value.replace(/['\\]/g, '\\$&')}'`;
  return quoted(value, '"\\$', (point) => `\\u{${point.toString(16)}}`);
}

/** A PHP array of string literals. */
export const phpList = (values: readonly string[]): string =>
  `[${values.map(phpString).join(', ')}]`;

/** A Perl string literal, single-quoted; what is not printable is percent-encoded. */
export function perlString(value: string): string {
  return `'${httpValue(value).replace(/['\\]/g, '\\$&')}'`;
}

/**
 * XML character data, or a quoted attribute value. Characters that XML cannot contain, such as
 * controls, become U+FFFD.
 * @see https://www.w3.org/TR/xml/#charsets
 */
export function xmlText(value: string): string {
  return scalars(value)
    .map((char) => {
      const point = char.codePointAt(0) ?? 0;
      if (isPrintable(char) && !`<>&"'`.includes(char)) return char;
      const forbidden = (point < 0x20 && !'\t\n\r'.includes(char)) || (point & 0xfffe) === 0xfffe;
      return `&#x${(forbidden ? 0xfffd : point).toString(16)};`;
    })
    .join('');
}

/**
 * An nginx parameter, double-quoted. nginx cannot write a literal `$`: it is percent-encoded, like
 * everything that is not printable.
 */
export function nginxString(value: string): string {
  return `"${encoded(value, '$').replace(/["\\]/g, '\\$&')}"`;
}

/** The same in the quotes that a file uses; without quotes only if the value needs none. */
export function nginxStringIn(quote: '"' | "'" | '', value: string): string {
  if (quote === '' && /^[A-Za-z0-9][A-Za-z0-9:/.,_+=@*-]*$/.test(value)) return value;
  if (quote !== "'") return nginxString(value);
  return `'${encoded(value, '$').replace(/['\\]/g, '\\$&')}'`;
}

/** A regular expression of an nginx map that matches this text and no other. */
export function nginxPattern(value: string): string {
  return `"~^${encoded(value, '$"\\').replace(/[^A-Za-z0-9%:/-]/g, '\\$&')}$"`;
}

/**
 * An Apache httpd argument, double-quoted. `${` would start a variable: its brace is
 * percent-encoded, like everything that is not printable.
 */
export function apacheString(value: string): string {
  return `"${encoded(value, '{').replace(/["\\]/g, '\\$&')}"`;
}

/**
 * A word list of an Apache expression, for use in double quotes: `{ 'a', 'b' }`. Quotes, `%` and
 * other special characters are percent-encoded.
 * @see https://httpd.apache.org/docs/2.4/expr.html#grammar
 */
export function apacheWordList(values: readonly string[]): string {
  return `{ ${values.map((value) => `'${encoded(value, '\'"\\{}$%')}'`).join(', ')} }`;
}

/** The same for an Apache format, such as the value in `Header set`: `%` is doubled. */
export function apacheFormat(value: string): string {
  return apacheString(value).replaceAll('%', '%%');
}

/**
 * A Caddyfile token, double-quoted. Caddy cannot write a backslash and reads braces as
 * placeholders. These, and everything that is not printable, are percent-encoded.
 */
export function caddyString(value: string): string {
  return `"${encoded(value, '\\{}').replaceAll('"', '\\"')}"`;
}

/** One word of a command, or the character that the shell cannot quote safely. */
export type ShellWord = { readonly word: string } | { readonly has: string };

/**
 * The value as exactly one word of this shell, with nothing expanded, at the prompt and in a
 * script; on Windows as one argument of a program. If the shell cannot quote it, the result names
 * the character instead.
 */
export function shellWord(shell: Shell, value: string): ShellWord {
  const { hindrances, quote } = QUOTING[shell];
  const hindrance = hindrances.find(([sign]) => sign.test(value));
  return hindrance === undefined ? { word: quote(value) } : { has: hindrance[1] };
}

/** A word of a POSIX shell or fish script. What is not printable is percent-encoded. */
export function posixString(value: string): string {
  return posixWord(httpValue(value));
}

/**
 * A word for an unknown shell. POSIX shells, fish and PowerShell read one word; cmd ignores single
 * quotes but runs nothing. Special characters are percent-encoded: ask `fitsAnyShell` first.
 */
export function shellString(value: string): string {
  return `'${[...value].map((char) => (fitsAnyShell(char) ? char : encodePercent(char))).join('')}'`;
}

/** Whether `shellString` keeps the value unchanged. Quotes around a JSON string's text count. */
export function fitsAnyShell(value: string): boolean {
  return /^[A-Za-z0-9 ":/.,_=+@*[\]{}~-]*$/.test(value);
}

/**
 * Whether a value means itself, in double quotes, in every shell, and as it is in an environment
 * file, a systemd unit, a Compose file or a web form.
 */
export function isPlainWord(value: string): boolean {
  return /^[A-Za-z0-9:/.,;_+=@[\]-]+$/.test(value);
}

/** Such a value. Other characters are percent-encoded: ask `isPlainWord` first. */
export function plainWord(value: string): string {
  return [...value].map((char) => (isPlainWord(char) ? char : encodePercent(char))).join('');
}

type Quoting = {
  /** The character that cannot be quoted, and its name. */
  readonly hindrances: readonly (readonly [sign: RegExp, name: string])[];
  readonly quote: (value: string) => string;
};

/**
 * Terminals hide or replace such characters, and line editors read some as keys. PowerShell reads
 * typographic quotes as quotes. Windows programs may get a quote for a character that looks like
 * one. curl would send other bytes than the browser did.
 */
const NOT_PLAIN = [
  /[^ -~]/,
  phrase`a control character or one outside
  ASCII`.fr`un caractère de contrôle ou hors ASCII`,
] as const;

/** Windows PowerShell passes each of them unescaped to a program, which ends the argument. */
const DOUBLE_QUOTE = [/"/, phrase`a double quote`.fr`un guillemet double`] as const;

const QUOTING: { readonly [Id in Shell]: Quoting } = {
  bash: { hindrances: [NOT_PLAIN], quote: posixWord },
  powershell: {
    hindrances: [
      NOT_PLAIN,
      DOUBLE_QUOTE,
      [/\\$/, phrase`a backslash at its end`.fr`une barre oblique inverse à la fin`],
    ],
    quote: (value) => `'${value.replaceAll("'", "''")}'`,
  },
  cmd: {
    // A prompt and a batch file read `%` differently, and no escape works in both.
    hindrances: [
      NOT_PLAIN,
      DOUBLE_QUOTE,
      [/%/, phrase`a percent sign`.fr`un signe pour cent`],
      [/!/, phrase`an exclamation mark`.fr`un point d’exclamation`],
    ],
    // A program reads backslashes before a quote in pairs; cmd gives them no meaning.
    quote: (value) => `"${value.replace(/\\+$/, '$&$&')}"`,
  },
};

/**
 * In single quotes, POSIX shells read nothing specially; fish reads `\'` and `\\`. Both stay
 * outside of the quotes, where all these shells agree.
 */
function posixWord(value: string): string {
  const spans = value.match(/['\\]|[^'\\]+/g) ?? [''];
  return spans.map((span) => (/['\\]/.test(span) ? `\\${span}` : `'${span}'`)).join('');
}

/**
 * A regular expression for exactly these values, in PCRE, RE2, Java, Ruby and JavaScript. It is
 * anchored at both ends and escapes everything but letters and digits. The result still has to be
 * quoted.
 */
export function exactPattern(values: readonly string[]): string {
  const alternatives = values.map((value) =>
    httpValue(value).replace(/[^A-Za-z0-9 ]/g, (char) =>
      /[\\^$.|?*+()[\]{}/]/.test(char) ? `\\${char}` : char,
    ),
  );
  return alternatives.length === 1 ? `^${alternatives[0]}$` : `^(?:${alternatives.join('|')})$`;
}

/**
 * A URL of plain ASCII. Invalid characters are percent-encoded; most servers read that alike.
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-2
 */
export function urlValue(url: string): string {
  return encoded(url, ' "<>\\');
}

/** An HTTP field value on one line: controls and non-ASCII are percent-encoded. */
export function httpValue(value: string): string {
  return encoded(value, '');
}

function isPrintable(char: string): boolean {
  return char >= ' ' && char <= '~';
}

/**
 * In double quotes: a backslash before `special` characters; `spell` writes what is not printable.
 */
function quoted(
  value: string,
  special: string,
  spell: (point: number, char: string) => string,
): string {
  const text = scalars(value).map((char) => {
    if (special.includes(char)) return `\\${char}`;
    return isPrintable(char) ? char : spell(char.codePointAt(0) ?? 0, char);
  });
  return `"${text.join('')}"`;
}

/** Percent-encodes what is not printable, and the given characters. */
function encoded(value: string, special: string): string {
  return [...value]
    .map((char) => (isPrintable(char) && !special.includes(char) ? char : encodePercent(char)))
    .join('');
}

/** The characters of a text, a lone surrogate as U+FFFD. */
function scalars(value: string): readonly string[] {
  return [...value].map((char) => (/^[\ud800-\udfff]$/.test(char) ? '\ufffd' : char));
}

/** Each UTF-16 unit as `\uXXXX`. */
function utf16(text: string): string {
  return text
    .split('')
    .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
    .join('');
}

function pythonCharacter(char: string): string {
  if (char === '"' || char === '\\') return `\\${char}`;
  if (isPrintable(char)) return char;
  const point = char.codePointAt(0) ?? 0;
  return point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`;
}

function javascriptCharacter(char: string): string {
  if (char === "'" || char === '\\') return `\\${char}`;
  // Escapes `<` too: `</script>` and `<!--` end a script anywhere.
  if (isPrintable(char) && char !== '<') return char;
  const point = char.codePointAt(0) ?? 0;
  return point > 0xffff ? `\\u{${point.toString(16)}}` : `\\u${hex(point, 4)}`;
}

function hex(point: number, digits: number): string {
  return point.toString(16).padStart(digits, '0');
}

function encodePercent(char: string): string {
  const point = char.codePointAt(0) ?? 0;
  // encodeURIComponent keeps these unchanged.
  if (point < 0x80) return `%${hex(point, 2).toUpperCase()}`;
  // A lone surrogate has no UTF-8 form; the replacement character has one.
  return encodeURIComponent(/^[\ud800-\udfff]$/.test(char) ? '\ufffd' : char);
}
