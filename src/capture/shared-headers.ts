import type { Header, HeaderList } from '../model/header-list.ts';
import { emptyTable, lookup, put, type Table } from './table.ts';

/**
 * Headers that many messages have in common (`User-Agent`, `Server`, `Vary` …): stored once, named
 * elsewhere by their place. The list only grows, so that no place ever means another header.
 */
export type SharedHeaders = {
  readonly list: HeaderList;
  readonly places: Table<number>;
  /** How many there are of a name, and where the first of them stands. */
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

/** Where the header stands in the list; undefined where it does not. */
export const placeOf = ({ places }: SharedHeaders, header: Header): number | undefined =>
  lookup(places, keyOf(header));

/** Where the first header of this name stands in the list; undefined where there is none. */
export const placeOfName = ({ names }: SharedHeaders, name: string): number | undefined =>
  lookup(names, name)?.first;

/** With those of the headers that may be shared; the same when it has them, or has no room. */
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

/** With the name's length in front: either part may hold anything. */
const keyOf = ([name, value]: Header): string => `${name.length}:${name}${value}`;
