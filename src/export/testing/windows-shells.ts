/**
 * How Windows' shells read a command, for tests on other systems. Written from their documentation,
 * not from the code that quotes. Each throws on more than plain words of one command.
 */

/** What PowerShell takes for a single quote. @see about_Quoting_Rules, about_Special_Characters */
const SINGLE_QUOTES = "'\u2018\u2019\u201a\u201b";
/** What ends a plain word, begins an expression or a string that is expanded. */
const MEANS_MORE = '"\u201c\u201d\u201e`$;|&<>(){}@,#\r\n';

/** The arguments that PowerShell's parser makes of one command, in argument mode. */
export function powershellWords(command: string): readonly string[] {
  // A backtick at a line's end joins it with the next.
  const text = command.replace(/`\n/g, ' ');
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === ' ') at += 1;
    else if (SINGLE_QUOTES.includes(text.charAt(at))) {
      const [word, end] = literal(text, at + 1);
      words.push(word);
      at = end;
      if (at < text.length && text[at] !== ' ') throw new Error(`more after a string at ${at}`);
    } else {
      const end = text.indexOf(' ', at) === -1 ? text.length : text.indexOf(' ', at);
      const word = text.slice(at, end);
      const sign = [...word].find((one) => (MEANS_MORE + SINGLE_QUOTES).includes(one));
      if (sign !== undefined) throw new Error(`${sign} in the bare word ${word}`);
      words.push(word);
      at = end;
    }
  }
  return words;
}

/** A string in single quotes, each of which is doubled to stand for itself. */
function literal(text: string, from: number): readonly [word: string, end: number] {
  let word = '';
  for (let at = from; at < text.length; at += 1) {
    if (!SINGLE_QUOTES.includes(text.charAt(at))) word += text[at];
    else if (at + 1 < text.length && SINGLE_QUOTES.includes(text.charAt(at + 1))) {
      word += text[at];
      at += 1;
    } else return [word, at + 1];
  }
  throw new Error('a string without an end');
}

/**
 * The command line that PowerShell makes of a native program's arguments. `legacy`: Windows
 * PowerShell 5.1, which puts quotes around what has blanks and escapes nothing.
 */
export function powershellCommandLine(words: readonly string[], legacy: boolean): string {
  return words
    .map((word) => {
      if (word !== '' && !/\s/.test(word) && (legacy || !word.includes('"'))) return word;
      if (legacy) return `"${word}"`;
      return `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
    })
    .join(' ');
}

/**
 * The command line that cmd passes on: `%` first, then quotes and carets, then `!` if delayed
 * expansion is on. Every variable is assumed to exist: the text must use none.
 */
export function cmdCommandLine(command: string): string {
  if (command.includes('%')) throw new Error('a variable, or a batch file’s argument');
  if (command.includes('!')) throw new Error('a variable, where delayed expansion is on');
  let quoted = false;
  for (const char of command) {
    if (char === '"') quoted = !quoted;
    else if (char < ' ' || char > '~') throw new Error(`${JSON.stringify(char)} in the command`);
    else if (!quoted && '&|<>()^@,;='.includes(char)) throw new Error(`${char} outside of quotes`);
  }
  if (quoted) throw new Error('a quote without an end');
  return command;
}

/** The arguments of a Windows program. @see "Parsing C command-line arguments", Microsoft Learn */
export function windowsArguments(commandLine: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quoted = false;
  for (let at = 0; at < commandLine.length; at += 1) {
    const char = commandLine.charAt(at);
    if (char === ' ' && !quoted) {
      if (word !== null) words.push(word);
      word = null;
      continue;
    }
    word ??= '';
    const [backslashes = ''] = /^\\+(?=")/.exec(commandLine.slice(at)) ?? [];
    if (backslashes !== '') {
      word += '\\'.repeat(Math.floor(backslashes.length / 2));
      at += backslashes.length;
      if (backslashes.length % 2 === 1) word += '"';
      else quoted = !quoted;
    } else if (char !== '"') word += char;
    else if (quoted && commandLine[at + 1] === '"') {
      word += '"';
      at += 1;
    } else quoted = !quoted;
  }
  return word === null ? words : [...words, word];
}
