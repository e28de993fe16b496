import type { Span } from '../file.ts';
import { fromJson } from '../json.ts';
import { type ListValue, reasons, type StringValue, type Value } from '../value.ts';
import {
  booleanAt,
  type Frame,
  listAt,
  type Run,
  stringAt,
  undefinedAt,
  unreadable,
} from './run.ts';
import { equal, scalar, truthOf } from './truth.ts';

type Called = {
  readonly run: Run;
  readonly frame: Frame;
  readonly at: Span;
  readonly values: readonly Value[];
};
/** Null: nobody can tell. */
type Method = (called: Called) => Value | null;

const onText =
  (change: (text: string) => string): Method =>
  ({ values: [text], at }) =>
    text?.kind === 'string'
      ? { ...text, text: change(text.text), at: text.read === null ? at : text.at, pieces: [] }
      : null;

const asked =
  (test: (text: string, argument: string) => boolean): Method =>
  ({ values: [text, first], at }) =>
    text?.kind === 'string' && first?.kind === 'string'
      ? booleanAt(at, test(text.text, first.text), reasons(text.because, first.because))
      : null;

const MOST_PARTS = 20_000;

const split: Method = ({ values: [text, separator], at }) => {
  if (text?.kind !== 'string') return null;
  const isPattern =
    separator?.kind === 'pattern' && /^(?:\\s\*)?,(?:\\s\*)?$/.test(separator.source);
  if (separator?.kind !== 'string' && !isPattern) return null;
  const by = separator?.kind === 'string' ? separator.text : ',';
  const parts = by === '' ? [...text.text] : text.text.split(by);
  if (parts.length > MOST_PARTS) return null;
  const trim = isPattern ? (one: string) => one.trim() : (one: string) => one;
  return {
    ...listAt(
      at,
      parts.map((part): StringValue => ({ ...text, text: trim(part), pieces: [], because: [] })),
    ),
    because: text.because,
    split: { text, separator: by },
    read: text.read,
  };
};

/** Whether a pattern is found in a text; null if trying it could take long. */
export function found(pattern: Value & { readonly kind: 'pattern' }, text: string): boolean | null {
  const { source, flags } = pattern;
  if (isCostly(source) || text.length > 2_000) return null;
  try {
    return new RegExp(source, flags.replace(/[gy]/g, '')).test(text);
  } catch {
    return null;
  }
}

const LONGEST_PATTERN = 500;

/** An engine that tries alternatives again and again would never answer. */
function isCostly(pattern: string): boolean {
  if (pattern.length > LONGEST_PATTERN) return true;
  const plain = pattern.replace(/\[(?:\\.|[^\]\\])*\]|\\./g, 'x');
  if (/[+*?}]\)+[+*{]/.test(plain) || /\|[^()]*\)[+*{]/.test(plain)) return true;
  return (plain.match(/[+*]|\{\d*,/g) ?? []).length > 3;
}

/** What a function gives for each item. */
const results = ({ run, frame, at }: Called, list: ListValue, callee: Value): readonly Value[] =>
  list.items.map((item, index) =>
    run.call(callee, [item, { kind: 'number', value: index, at, because: [] }], frame, at),
  );

const searching =
  (
    answer: (truths: readonly (boolean | null)[], called: Called, list: ListValue) => Value | null,
  ): Method =>
  (called) => {
    const [list, callee] = called.values;
    if (list?.kind !== 'list' || callee === undefined) return null;
    called.run.searched.push(list);
    return answer(results(called, list, callee).map(truthOf), called, list);
  };

const includes: Method = ({ run, values: [list, item], at }) => {
  if (list?.kind !== 'list' || item === undefined) return null;
  run.searched.push(list);
  const truths = list.items.map((one) => equal(one, item));
  if (truths.includes(true)) return booleanAt(at, true);
  if (item.kind === 'unknown' || truths.includes(null)) return null;
  return booleanAt(at, false);
};

const pushed =
  (where: 'first' | 'last'): Method =>
  ({ values: [list, ...items] }) => {
    if (list?.kind !== 'list') return null;
    return {
      ...list,
      items: where === 'last' ? [...list.items, ...items] : [...items, ...list.items],
    };
  };

/** By path: `#kind.name` is a method of a value of that kind. */
export const METHODS: Readonly<Record<string, Method>> = {
  '#string.split': split,
  '#string.trim': onText((text) => text.trim()),
  '#string.toLowerCase': onText((text) => text.toLowerCase()),
  '#string.toUpperCase': onText((text) => text.toUpperCase()),
  '#string.toString': onText((text) => text),
  '#string.replace': ({ values: [text, from, to], at }) => {
    if (text?.kind !== 'string' || to?.kind !== 'string') return null;
    if (from?.kind === 'string')
      return { ...text, text: text.text.split(from.text).join(to.text), at, pieces: [] };
    // Slashes at an end are what people take away.
    if (from?.kind !== 'pattern' || !/^\\\/[+*]?\$$/.test(from.source)) return null;
    return {
      ...text,
      text: text.text.replace(/\/{1,99}$/, to.text),
      at: text.read === null ? at : text.at,
      pieces: [],
    };
  },
  '#string.startsWith': asked((text, start) => text.startsWith(start)),
  '#string.endsWith': asked((text, end) => text.endsWith(end)),
  '#string.includes': asked((text, part) => text.includes(part)),
  '#string.match': ({ values: [text, pattern], at }) => {
    if (text?.kind !== 'string' || pattern?.kind !== 'pattern') return null;
    const is = found(pattern, text.text);
    return is === null ? null : is ? listAt(at, [text]) : undefinedAt(at);
  },
  '#pattern.test': ({ values: [pattern, text], at }) => {
    if (text?.kind !== 'string' || pattern?.kind !== 'pattern') return null;
    const is = found(pattern, text.text);
    return is === null ? null : booleanAt(at, is);
  },
  '#list.includes': includes,
  '#list.has': includes,
  '#list.indexOf': ({ run, values: [list, item], at }) => {
    if (list?.kind !== 'list' || item === undefined || item.kind === 'unknown') return null;
    run.searched.push(list);
    const truths = list.items.map((one) => equal(one, item));
    const value = truths.indexOf(true);
    return value < 0 && truths.includes(null) ? null : { kind: 'number', value, at, because: [] };
  },
  '#list.some': searching((truths, { at }) =>
    truths.includes(true)
      ? booleanAt(at, true)
      : truths.includes(null)
        ? null
        : booleanAt(at, false),
  ),
  '#list.every': searching((truths, { at }) =>
    truths.includes(false)
      ? booleanAt(at, false)
      : truths.includes(null)
        ? null
        : booleanAt(at, true),
  ),
  '#list.find': searching((truths, { at }, list) => {
    const index = truths.indexOf(true);
    if (index >= 0) return list.items[index] ?? null;
    return truths.includes(null) ? null : undefinedAt(at);
  }),
  '#list.filter': (called) => {
    const [list, callee] = called.values;
    if (list?.kind !== 'list' || callee === undefined) return null;
    const truths = results(called, list, callee).map(truthOf);
    return { ...list, items: list.items.filter((_, index) => truths[index] !== false) };
  },
  '#list.map': (called) => {
    const [list, callee] = called.values;
    if (list?.kind !== 'list' || callee === undefined) return null;
    return { ...list, items: results(called, list, callee) };
  },
  '#list.forEach': (called) => {
    const [list, callee] = called.values;
    if (list?.kind !== 'list' || callee === undefined) return null;
    results(called, list, callee);
    return undefinedAt(called.at);
  },
  '#list.concat': ({ values: [list, ...others] }) => {
    if (list?.kind !== 'list') return null;
    const lists = others.flatMap((one) => (one.kind === 'list' ? [one] : []));
    return {
      ...list,
      items: [list, ...others].flatMap((one) => (one.kind === 'list' ? one.items : [one])),
      literals: [list, ...lists].flatMap(({ literals }) => literals),
      because: reasons(...[list, ...lists].map(({ because }) => because)),
    };
  },
  '#list.push': pushed('last'),
  '#list.add': pushed('last'),
  '#list.unshift': pushed('first'),
  '#list.flat': ({ values: [list] }) =>
    list?.kind === 'list'
      ? { ...list, items: list.items.flatMap((one) => (one.kind === 'list' ? one.items : [one])) }
      : null,
  '#list.join': ({ values: [list, glue], at }) => {
    if (list?.kind !== 'list') return null;
    const parts = list.items.map(scalar);
    if (parts.some((one) => one === undefined) || parts.length > 1_000) return null;
    return stringAt(at, parts.join(glue?.kind === 'string' ? glue.text : ','), list.because);
  },
  '#list.toString': ({ values: [list], at }) => {
    if (list?.kind !== 'list') return null;
    const parts = list.items.map(scalar);
    return parts.some((one) => one === undefined)
      ? null
      : stringAt(at, parts.join(','), list.because);
  },
  'Array.from': ({ values: [list] }) => (list?.kind === 'list' ? { ...list, form: 'list' } : null),
  'Array.isArray': ({ values: [list], at }) =>
    list === undefined || list.kind === 'unknown' ? null : booleanAt(at, list.kind === 'list'),
  'Object.freeze': ({ values: [value] }) => value ?? null,
  'Object.values': ({ values: [dict], at }) =>
    dict?.kind === 'dict'
      ? {
          ...listAt(
            at,
            dict.entries.map(([, value]) => value),
          ),
        }
      : null,
  'Object.keys': ({ values: [dict], at }) =>
    dict?.kind === 'dict'
      ? listAt(
          at,
          dict.entries.map(([key]) => key),
        )
      : null,
  'JSON.parse': ({ values: [text], frame, at }) =>
    text?.kind === 'string' ? fromJson(text, frame, unreadable(frame, at)) : null,
  Boolean: ({ values: [value], at }) => {
    const truth = value === undefined ? false : truthOf(value);
    return truth === null ? null : booleanAt(at, truth, value?.because);
  },
  String: ({ values: [value], at }) => {
    if (value?.kind === 'string') return value;
    const plain = value === undefined ? undefined : scalar(value);
    return plain === undefined ? null : stringAt(at, String(plain), value?.because);
  },
  Number: ({ values: [value], at }) => {
    const plain = value === undefined ? undefined : scalar(value);
    return plain === undefined
      ? null
      : { kind: 'number', value: Number(plain), at, because: value?.because ?? [] };
  },
};
