import { fromJson as jsonIn } from '../json.ts';
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

export const fromJson = (text: StringValue, frame: Frame): Value | null =>
  jsonIn(text, frame, unreadable(frame, text.at));
