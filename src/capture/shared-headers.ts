import type { Header, HeaderList } from '../model/header-list.ts';
import { emptyTable, lookup, put, type Table } from './table.ts';

/**
 * Headers that many messages have in common (`User-Agent`, `Server`, `Vary` …). Each is stored
 * once, and its position replaces it elsewhere. The list only grows, so a position always means the
 * same header.
 */
export type SharedHeaders = {
  readonly list: HeaderList;
  readonly places: Table<number>;
  /** How many there are of a name, and the position of the first. */
  readonly names: Table<{ readonly count: number; readonly first: number }>;
};

/** Enough for some servers and pages; a header that differs each time (`Date`) must not fill it. */
const MOST = 512;
const MOST_OF_A_NAME = 8;
const LONGEST = 512;

export const NO_SHARED_HEADERS: SharedHeaders = {
  list: [],
  places: emptyTable(),
  names: emptyTable(),
};

/** The header's position in the list; undefined if it is not there. */
export const placeOf = ({ places }: SharedHeaders, header: Header): number | undefined =>
  lookup(places, keyOf(header));

/** The position of the first header with this name; undefined without one. */
export const placeOfName = ({ names }: SharedHeaders, name: string): number | undefined =>
  lookup(names, name)?.first;

/** With those of the headers that may be shared; the same list when it has them, or has no room. */
export function withHeaders(shared: SharedHeaders, headers: HeaderList): SharedHeaders {
  if (shared.list.length >= MOST) return shared;
  return headers.reduce(withHeader, shared);
}

function withHeader(shared: SharedHeaders, header: Header): SharedHeaders {
  const { list, places, names } = shared;
  const [name, value] = header;
  const { count, first } = lookup(names, name) ?? { count: 0, first: list.length };
  const isFull = list.length >= MOST || count >= MOST_OF_A_NAME;
  if (isFull || name.length + value.length > LONGEST) return shared;
  if (placeOf(shared, header) !== undefined) return shared;
  return {
    list: [...list, header],
    places: put(places, keyOf(header), list.length),
    names: put(names, name, { count: count + 1, first }),
  };
}

/** Starts with the length of the name, because either part may hold any text. */
const keyOf = ([name, value]: Header): string => `${name.length}:${name}${value}`;
