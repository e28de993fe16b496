import { fields, list } from './fields.ts';

/** What the user did with the rows of one tab's list. */
export type RowNotes = {
  /** The keys of the lines that the user opened or closed, against what they are at first. */
  readonly toggled: readonly string[];
  /** The keys of the pinned rows. */
  readonly pinned: readonly string[];
  /** A short text of the user for a row, by its key. Never exported. */
  readonly texts: Readonly<Record<string, string>>;
};

export const NO_ROW_NOTES: RowNotes = { toggled: [], pinned: [], texts: {} };

/** The longest text for a row, in characters. */
export const LONGEST_TEXT = 500;
/** The newest are kept. */
const MOST = 200;
const LONGEST_KEY = 2_000;

const isKey = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_KEY;

/** Stored ones. Unreadable ones are left out. Never throws. */
export function parseRowNotes(value: unknown): RowNotes {
  const { toggled, pinned, texts } = fields(value);
  const entries = Object.entries(fields(texts)).flatMap(([key, text]) =>
    isKey(key) && typeof text === 'string' && text !== ''
      ? [[key, text.slice(0, LONGEST_TEXT)] as const]
      : [],
  );
  return {
    toggled: list(toggled).filter(isKey).slice(-MOST),
    pinned: list(pinned).filter(isKey).slice(-MOST),
    texts: Object.fromEntries(entries.slice(-MOST)),
  };
}

/** The list with the key added at its end, or without it if it was there. */
const flipped = (keys: readonly string[], key: string): readonly string[] =>
  keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key].slice(-MOST);

export const withToggled = (notes: RowNotes, key: string): RowNotes => ({
  ...notes,
  toggled: flipped(notes.toggled, key),
});

export const withPinned = (notes: RowNotes, key: string): RowNotes => ({
  ...notes,
  pinned: flipped(notes.pinned, key),
});

/** The text for a row. Empty: none. */
export const textOf = ({ texts }: RowNotes, key: string): string =>
  Object.hasOwn(texts, key) ? (texts[key] ?? '') : '';

/** An empty text removes it. */
export function withText(notes: RowNotes, key: string, text: string): RowNotes {
  const { [key]: _, ...others } = notes.texts;
  const kept = text.trim().slice(0, LONGEST_TEXT);
  const texts = kept === '' ? others : { ...others, [key]: kept };
  return { ...notes, texts: Object.fromEntries(Object.entries(texts).slice(-MOST)) };
}
