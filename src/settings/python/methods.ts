import type { Span } from '../file.ts';
import { type ListValue, reasons, type Value } from '../value.ts';
import { element, limited } from './expressions.ts';
import type { Arguments, Frame, Run } from './run.ts';
import { fromJson, partOf, splitText } from './texts.ts';
import { scalar, truthOf } from './truth.ts';

const NO_NAMES: ReadonlyMap<string, Value> = new Map();

type Called = {
  readonly run: Run;
  readonly frame: Frame;
  readonly at: Span;
  readonly given: Arguments;
  readonly values: readonly Value[];
};
type Method = (called: Called) => Value | null;

const onText =
  (
    change: (text: string, argument: string | undefined, second: string | undefined) => string,
  ): Method =>
  ({ values: [text, first, second], at }) => {
    if (text?.kind !== 'string') return null;
    const [a, b] = [first, second].map((one) => (one?.kind === 'string' ? one.text : undefined));
    const changed = change(text.text, a, b);
    if (changed === text.text) return text;
    return {
      ...text,
      text: changed,
      at: text.read === null ? at : text.at,
      pieces: [],
    };
  };

const asked =
  (test: (text: string, argument: string) => boolean): Method =>
  ({ values: [text, first], at }) =>
    text?.kind === 'string' && first?.kind === 'string'
      ? {
          kind: 'boolean',
          value: test(text.text, first.text),
          at,
          because: reasons(text.because, first.because),
        }
      : null;

const sequence =
  (form: ListValue['form']): Method =>
  ({ values: [value], at }) => {
    if (value === undefined) {
      return {
        kind: 'list',
        form,
        items: [],
        at,
        because: [],
        literals: [],
        split: null,
        read: null,
      };
    }
    if (value.kind === 'string') {
      const items = [...value.text].slice(0, 1_000).map((letter) => partOf(value, letter));
      return {
        kind: 'list',
        form,
        items,
        at,
        because: value.because,
        literals: [],
        split: null,
        read: null,
      };
    }
    return value.kind === 'list' ? { ...value, form } : null;
  };

const split: Method = ({ values: [text, separator], at, run, frame }) => {
  if (text?.kind !== 'string') return null;
  if (separator !== undefined && separator.kind !== 'string') return null;
  const by = separator?.text ?? ' ';
  if (by === '') return null;
  const list = splitText(text, by, separator !== undefined);
  return limited(run, frame, { ...list, at });
};

/** By path, or by the last name of a method. */
export const METHODS: Readonly<Record<string, Method>> = {
  list: sequence('list'),
  tuple: sequence('tuple'),
  set: sequence('set'),
  sorted: sequence('list'),
  'string.split': split,
  'string.strip': onText((text, chars) => trimmed(text, chars, 'both')),
  'string.rstrip': onText((text, chars) => trimmed(text, chars, 'end')),
  'string.lstrip': onText((text, chars) => trimmed(text, chars, 'start')),
  'string.lower': onText((text) => text.toLowerCase()),
  'string.upper': onText((text) => text.toUpperCase()),
  'string.title': onText((text) =>
    text.replace(/\w+/g, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()),
  ),
  'string.capitalize': onText((text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()),
  'string.replace': onText((text, from, to) =>
    from === undefined || to === undefined ? text : text.split(from).join(to),
  ),
  'string.startswith': asked((text, start) => text.startsWith(start)),
  'string.endswith': asked((text, end) => text.endsWith(end)),
  'string.join': ({ values: [glue, list], at }) => {
    if (glue?.kind !== 'string' || list?.kind !== 'list') return null;
    const parts = list.items.filter((one) => one.kind === 'string');
    if (parts.length !== list.items.length || parts.length > 1_000) return null;
    return {
      ...glue,
      text: parts.map(({ text }) => text).join(glue.text),
      at,
      pieces: [],
      because: list.because,
    };
  },
  'list.index': ({ values: [list, item], at }) => {
    if (list?.kind !== 'list' || item === undefined) return null;
    const index = list.items.findIndex((one) => one.kind === 'string' && one.text === scalar(item));
    return index < 0 ? null : { kind: 'number', value: index, at, because: list.because };
  },
  'list.copy': ({ values: [list] }) => list ?? null,
  'dict.get': ({ values: [dict, key, fallback], at }) =>
    dict === undefined || key === undefined
      ? null
      : (element(dict, key, at) ?? fallback ?? { kind: 'none', at, because: [] }),
  bool: ({ values: [value], at }) => {
    const truth = value === undefined ? false : truthOf(value);
    if (truth === null) return null;
    return { kind: 'boolean', value: truth, at, because: value?.because ?? [] };
  },
  int: ({ values: [value], at }) => {
    if (value === undefined) return null;
    const plain = scalar(value);
    const number = typeof plain === 'string' && plain.trim() === '' ? Number.NaN : Number(plain);
    if (plain === undefined || plain === null || Number.isNaN(number)) return null;
    return { kind: 'number', value: number, at, because: value.because };
  },
  str: ({ values: [value], at }) => {
    const plain = value === undefined ? undefined : scalar(value);
    if (value?.kind === 'string') return value;
    if (value === undefined || typeof plain !== 'number') return null;
    return {
      kind: 'string',
      text: String(plain),
      at,
      because: value.because,
      pieces: [],
      read: null,
    };
  },
  filter: ({ values: [, list], at }) => {
    if (list?.kind !== 'list') return null;
    const items = list.items.filter((one) => truthOf(one) !== false);
    return { ...list, form: 'generator', items, at };
  },
  map: ({ run, frame, values: [change, list], at }) => {
    if (list?.kind !== 'list' || change === undefined) return null;
    const path = change.kind === 'name' ? change.path.replace(/^str\./, 'string.') : null;
    const callee: Value = path === null ? change : { ...change, kind: 'name', path };
    const items = list.items.map((item) =>
      run.call(callee, { values: [item], named: NO_NAMES }, frame, at),
    );
    return { ...list, form: 'generator', items, at };
  },
  'json.loads': ({ values: [text], frame }) =>
    text?.kind === 'string' ? fromJson(text, frame) : null,
  'ast.literal_eval': ({ values: [text], frame }) =>
    text?.kind === 'string'
      ? fromJson({ ...text, text: text.text.replaceAll("'", '"') }, frame)
      : null,
  're.compile': ({ values: [pattern] }) => pattern ?? null,
  'distutils.util.strtobool': ({ values: [text], at }) => flag(text, at),
  strtobool: ({ values: [text], at }) => flag(text, at),
  'django.utils.translation.gettext_lazy': ({ values: [text] }) => text ?? null,
};

const flag = (text: Value | undefined, at: Span): Value | null =>
  text?.kind === 'string'
    ? {
        kind: 'boolean',
        value: /^(?:y|yes|t|true|on|1)$/i.test(text.text),
        at,
        because: text.because,
      }
    : null;

function trimmed(text: string, chars: string | undefined, where: 'both' | 'end' | 'start'): string {
  const isOff = (char: string | undefined): boolean =>
    char !== undefined && (chars === undefined ? char.trim() === '' : chars.includes(char));
  let [from, to] = [0, text.length];
  while (where !== 'end' && from < to && isOff(text[from])) from += 1;
  while (where !== 'start' && to > from && isOff(text[to - 1])) to -= 1;
  return text.slice(from, to);
}
