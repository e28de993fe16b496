import type { SettingsFile, Span } from '../file.ts';

/** One word of a directive. */
export type Word = {
  /** Without quotes and backslashes. */
  readonly text: string;
  readonly at: Span;
  readonly quote: '"' | "'" | '';
};

/** One directive, with what stands inside of its braces. */
export type Directive = {
  readonly name: Word;
  readonly words: readonly Word[];
  /** From its name to its semicolon or closing brace. */
  readonly at: Span;
  /** Null if it ends with a semicolon. */
  readonly block: Block | null;
};

export type Block = {
  readonly directives: readonly Directive[];
  /** What stands between the braces. */
  readonly inside: Span;
};

/** Something that nginx refuses. */
export type Mistake = {
  readonly kind:
    | 'no-semicolon'
    | 'unclosed-block'
    | 'unclosed-quote'
    | 'text-after-quote'
    | 'brace';
  readonly at: Span;
};

export type NginxTree = {
  readonly directives: readonly Directive[];
  /** The first ones: nginx stops at the first. */
  readonly mistakes: readonly Mistake[];
};

const trees = new WeakMap<SettingsFile, NginxTree>();

/**
 * The directives of a configuration of nginx, by the rules of its own reader. Text with mistakes
 * gives what can be read of it. Never throws, takes linear time.
 *
 * @see https://github.com/nginx/nginx/blob/master/src/core/ngx_conf_file.c
 */
export function parseNginx(file: SettingsFile): NginxTree {
  const known = trees.get(file);
  if (known !== undefined) return known;
  const tree = parsed(file);
  trees.set(file, tree);
  return tree;
}

/** A block that is open. `head`: null at the top of the file. */
type Open = { readonly head: readonly Word[] | null; readonly from: number; items: Directive[] };

/** Deeper blocks are read as if they stood here: no configuration needs them. */
const DEEPEST = 60;
const MOST_MISTAKES = 20;

function parsed({ name: file, text }: SettingsFile): NginxTree {
  const mistakes: Mistake[] = [];
  const span = (from: number, to: number): Span => ({ file, from, to });
  const mistake = (kind: Mistake['kind'], from: number, to: number): void => {
    if (mistakes.length < MOST_MISTAKES) mistakes.push({ kind, at: span(from, to) });
  };
  const open: Open[] = [{ head: null, from: 0, items: [] }];
  let tooDeep = 0;
  let words: Word[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;

  const top = (): Open => open.at(-1) ?? { head: null, from: 0, items: [] };
  const end = (to: number, block: Block | null = null): void => {
    const [name] = words;
    if (name !== undefined) {
      top().items.push({ name, words: words.slice(1), at: span(name.at.from, to), block });
    }
    words = [];
  };
  const close = (inside: number, to: number): void => {
    const { head, from, items } = open.pop() ?? top();
    words = [...(head ?? [])];
    end(to, { directives: items, inside: span(from, inside) });
  };
  const endUnfinished = (): void => {
    const last = words.at(-1);
    if (last === undefined) return;
    mistake('no-semicolon', words[0]?.at.from ?? 0, last.at.to);
    end(last.at.to);
  };

  while (at < text.length) {
    const char = text[at] ?? '';
    if (isSpace(char)) at += 1;
    else if (char === '#') at = lineEnd(text, at);
    else if (char === ';') {
      at += 1;
      end(at);
    } else if (char === '{') {
      at += 1;
      if (/_by_lua_block$/.test(words[0]?.text ?? '')) {
        const from = at;
        at = rawEnd(text, at);
        end(at, { directives: [], inside: span(from, Math.max(from, at - 1)) });
      } else if (words.length === 0 || open.length > DEEPEST) {
        if (words.length === 0) mistake('brace', at - 1, at);
        tooDeep += 1;
        words = [];
      } else {
        open.push({ head: words, from: at, items: [] });
        words = [];
      }
    } else if (char === '}') {
      endUnfinished();
      at += 1;
      if (tooDeep > 0) tooDeep -= 1;
      else if (open.length > 1) close(at - 1, at);
      else mistake('brace', at - 1, at);
    } else {
      const word = wordAt(file, text, at);
      if (word === null) {
        mistake('unclosed-quote', at, lineEnd(text, at));
        at = lineEnd(text, at);
      } else {
        words.push(word);
        at = word.at.to;
        const next = text[at] ?? ' ';
        if (word.quote !== '' && !/[\s;{)]/.test(next)) mistake('text-after-quote', at, at + 1);
      }
    }
  }
  endUnfinished();
  while (open.length > 1) {
    const { head } = top();
    mistake('unclosed-block', head?.[0]?.at.from ?? 0, head?.at(-1)?.at.to ?? 0);
    close(text.length, text.length);
  }
  return { directives: top().items, mistakes };
}

const isSpace = (char: string): boolean =>
  char === ' ' || char === '\t' || char === '\n' || char === '\r';

/** Where the line ends, before its line break. */
function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** Null for a quote that never ends. */
function wordAt(file: string, text: string, from: number): Word | null {
  const first = text[from];
  const quote = first === '"' || first === "'" ? first : '';
  const end = quote === '' ? bareEnd(text, from) : quoteEnd(text, from + 1, quote);
  if (end === null) return null;
  const inner = quote === '' ? text.slice(from, end) : text.slice(from + 1, end - 1);
  return { text: unescaped(inner), at: { file, from, to: end }, quote };
}

function quoteEnd(text: string, from: number, quote: string): number | null {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at + 1;
  }
  return null;
}

function bareEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '\\') at += 1;
    else if (char === '$' && text[at + 1] === '{') at += 1;
    else if (char === ';' || char === '{' || isSpace(char)) return at;
  }
  return text.length;
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' };

/** Only these characters need a backslash; before any other one it stays. */
const unescaped = (text: string): string =>
  text.includes('\\')
    ? text.replace(/\\(["'\\trn])/g, (_, char: string) => ESCAPES[char] ?? char)
    : text;

/** The end of a block of Lua, whose braces are those of another language. */
function rawEnd(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === '-' && text[at + 1] === '-') at = lineEnd(text, at);
    else if (char === '"' || char === "'")
      at = (quoteEnd(text, at + 1, char) ?? text.length + 1) - 1;
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}
