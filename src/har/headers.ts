import { cutHeaders } from '../capture/cut.ts';
import { fields, list, text } from '../model/fields.ts';
import { type Header, type HeaderList, trimHttpWhitespace } from '../model/header-list.ts';
import { redactHeader } from '../model/redact.ts';

/** Reads the header lists of one file, removes secrets and shortens long values. */
export type HeaderReader = (raw: unknown) => HeaderList;

/** Values up to this length often repeat, so they are cached; longer ones are not. */
const LONGEST_REMEMBERED = 256;
const MOST_REMEMBERED = 20_000;

/** A reader that cleans each distinct line once. A HAR repeats most headers thousands of times. */
export function headerReader(): HeaderReader {
  const known = new Map<string, Map<string, Header>>();
  let remembered = 0;
  const clean = (name: string, value: string): Header => {
    if (value.length > LONGEST_REMEMBERED) return redactHeader([name, value]);
    let values = known.get(name);
    const before = values?.get(value);
    if (before !== undefined) return before;
    const header = redactHeader([name, trimHttpWhitespace(value)]);
    if (remembered < MOST_REMEMBERED) {
      remembered += 1;
      if (values === undefined) {
        values = new Map();
        known.set(name, values);
      }
      values.set(value, header);
    }
    return header;
  };
  return (raw) => {
    const lines: Header[] = [];
    for (const item of list(raw)) {
      const { name, value } = fields(item);
      if (typeof name !== 'string' || name === '' || name.startsWith(':')) continue;
      addLines(lines, name, text(value), clean);
    }
    return cutHeaders(lines);
  };
}

/** Recorders with one value per name join repeated lines with a line break. */
function addLines(
  lines: Header[],
  name: string,
  value: string,
  clean: (name: string, value: string) => Header,
): void {
  if (!value.includes('\n')) lines.push(clean(name, value));
  else for (const line of value.split('\n')) lines.push(clean(name, line));
}

/** What decides how an entry is read, found in one pass over its request headers. */
export type Signals = {
  readonly origin: string | null;
  readonly referer: string | null;
  /** `Access-Control-Request-Method`, which only a preflight has. */
  readonly asked: string | null;
  readonly destination: string | null;
  readonly mode: string | null;
  readonly accept: string | null;
  readonly userAgent: string | null;
  /** Whether the list contains headers that a request has only after it is sent. */
  readonly sent: boolean;
};

const NAMES: ReadonlyMap<string, keyof Signals> = new Map([
  ['origin', 'origin'],
  ['referer', 'referer'],
  ['access-control-request-method', 'asked'],
  ['sec-fetch-dest', 'destination'],
  ['sec-fetch-mode', 'mode'],
  ['accept', 'accept'],
  ['user-agent', 'userAgent'],
  ['host', 'sent'],
  [':authority', 'sent'],
] as const);
const LENGTHS: ReadonlySet<number> = new Set([...NAMES.keys()].map((name) => name.length));

/** The signals among an entry's request headers. */
export function signalsOf(raw: unknown): Signals {
  const found: { -readonly [Key in keyof Signals]: Signals[Key] } = {
    origin: null,
    referer: null,
    asked: null,
    destination: null,
    mode: null,
    accept: null,
    userAgent: null,
    sent: false,
  };
  for (const item of list(raw)) {
    const { name, value } = fields(item);
    // The length alone excludes most names. This runs for every header of the file.
    if (typeof name !== 'string' || !LENGTHS.has(name.length)) continue;
    const signal = NAMES.get(name.toLowerCase());
    if (signal === undefined) continue;
    if (signal === 'sent') found.sent = true;
    else found[signal] = text(value);
  }
  return found;
}

/** A header's first value as in the file; empty if there is none. */
export function headerValue(raw: unknown, wanted: string): string {
  for (const item of list(raw)) {
    const { name, value } = fields(item);
    if (typeof name === 'string' && name.toLowerCase() === wanted) return text(value);
  }
  return '';
}
