import type { ListValue, StringValue, Value } from '../value.ts';
import { type Frame, unreadable } from './run.ts';

/** The text split at a separator, without empty parts at the ends of nothing. */
export function splitText(text: StringValue, separator: string, keepsEmpty = false): ListValue {
  const parts = text.text.split(separator).filter((part) => keepsEmpty || part !== '');
  return {
    kind: 'list',
    form: 'list',
    items: parts.map((part) => partOf(text, part)),
    at: text.at,
    because: text.because,
    literals: [],
    split: { text, separator },
    read: null,
  };
}

export const partOf = (text: StringValue, part: string): StringValue => ({
  ...text,
  text: part,
  pieces: [],
  because: [],
});

export const stripped = (list: ListValue): ListValue => ({
  ...list,
  items: list.items.flatMap((item): readonly Value[] => {
    if (item.kind !== 'string') return [item];
    const text = item.text.trim();
    return text === '' ? [] : [{ ...item, text }];
  }),
});

export function fromJson(text: StringValue, frame: Frame): Value | null {
  try {
    return jsonValue(JSON.parse(text.text), text, frame);
  } catch {
    return null;
  }
}

function jsonValue(value: unknown, text: StringValue, frame: Frame): Value | null {
  const { at, because } = text;
  if (typeof value === 'string') return { ...text, text: value, pieces: [] };
  if (typeof value === 'number') return { kind: 'number', value, at, because };
  if (typeof value === 'boolean') return { kind: 'boolean', value, at, because };
  if (!Array.isArray(value)) return null;
  const items = value.map((one) => jsonValue(one, text, frame) ?? unreadable(frame, at));
  return {
    kind: 'list',
    form: 'list',
    items,
    at,
    because,
    literals: [],
    split: null,
    read: text.read,
  };
}
