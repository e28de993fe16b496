import { originParts, parseUrl } from '../../../model/origin.ts';
import type { FaultId } from '../settings-reader.ts';
import { isCostly } from './pattern.ts';

/** What is wrong with an entry that means an origin, and the entry that would be right. */
export type EntryFault = { readonly id: FaultId; readonly right: string };

/** Whether a text matches a pattern of the server’s language from its start. */
export type Matches = (pattern: string, text: string) => boolean | 'error';

/**
 * Why an entry of the list does not allow an origin that it probably means. Null if it means
 * another one.
 */
export function entryFault(entry: string, origin: string, matches: Matches): EntryFault | null {
  const text = entry.trim();
  const found = FAULTS.find(({ means }) => means(text, origin, matches));
  const id = found?.id ?? (text !== entry && text === origin ? 'space-in-value' : null);
  return id === null ? null : { id, right: origin };
}

type Rule = {
  readonly id: FaultId;
  readonly means: (entry: string, origin: string, matches: Matches) => boolean;
};

const FAULTS: readonly Rule[] = [
  {
    id: 'quotes-in-value',
    means: (entry, origin) => /^(["']).*\1$/.test(entry) && entry.slice(1, -1) === origin,
  },
  {
    id: 'comma-in-value',
    means: (entry, origin) =>
      entry.includes(',') && entry.split(',').some((part) => part.trim() === origin),
  },
  { id: 'wildcard-in-list', means: (entry, origin) => entry === '*' || isGlobFor(entry, origin) },
  {
    id: 'regex-in-list',
    means: (entry, origin, matches) => /^\^|\$$/.test(entry) && isRegexFor(entry, origin, matches),
  },
  {
    id: 'missing-scheme',
    means: (entry, origin) => isHost(entry) && withoutScheme(entry) === withoutScheme(origin),
  },
  {
    id: 'upper-case',
    means: (entry, origin) => entry !== origin && entry.toLowerCase() === origin,
  },
  {
    id: 'default-port',
    means: (entry, origin) => /:(?:80|443)$/.test(entry) && parseUrl(entry)?.origin === origin,
  },
  { id: 'wrong-scheme', means: (entry, origin) => isOnlySchemeWrong(entry, origin) },
];

/** A host, perhaps with a port, without a scheme. */
const isHost = (entry: string): boolean =>
  /^(?:\/\/)?(?:localhost|[\w-]+(?:\.[\w-]+)+|\[[0-9a-f:]+\])(?::\d{1,5})?\/?$/i.test(entry);

const withoutScheme = (text: string): string =>
  text.replace(/^[a-z]*:?\/\//i, '').replace(/\/$/, '');

/** Each `*` stands for the letters of one part of a name, or for a port. */
function isGlobFor(entry: string, origin: string): boolean {
  if (!entry.includes('*') || entry.length > 200) return false;
  const parts = withoutScheme(entry)
    .split('*')
    .map((part) => part.replace(/[^\w]/g, '\\$&'));
  if (parts.length > 4) return false;
  return new RegExp(`^${parts.join('[\\w.-]*')}$`, 'i').test(withoutScheme(origin));
}

/** One that takes long to try is taken for right. */
const isRegexFor = (entry: string, origin: string, matches: Matches): boolean =>
  isCostly(entry) || matches(entry, origin) === true;

function isOnlySchemeWrong(entry: string, origin: string): boolean {
  const [own, asked] = [parseUrl(entry), parseUrl(origin)];
  if (own === null || asked === null || own.protocol === asked.protocol) return false;
  if (!/^https?:$/.test(own.protocol)) return false;
  return own.hostname === asked.hostname && own.port === asked.port;
}

/**
 * The entry as `manage.py check` accepts it: with a scheme, without a path. Unchanged if it is
 * right, or no origin.
 */
export function repaired(entry: string, scheme: string): string {
  const text = entry.trim();
  if (isHost(text)) return `${scheme}//${withoutScheme(text)}`;
  const url = /^https?:\/\/[^\s*]+$/i.test(text) ? parseUrl(text) : null;
  const hasPath = url !== null && /^https?:\/\/[^/?#]+[/?#]/i.test(text);
  return hasPath && originParts(text) !== null
    ? text.replace(/^(https?:\/\/[^/?#]+).*$/i, '$1')
    : entry;
}

/** Whether an entry has a path, which the middleware ignores and `manage.py check` refuses. */
export const hasPath = (entry: string): boolean => /^[a-z]+:\/\/[^/?#]+[/?#]/i.test(entry.trim());

/** The scheme of these origins, with its colon. */
export const schemeOf = (origins: readonly string[]): string => {
  const [first = 'https:'] = origins;
  return first.slice(0, first.indexOf(':') + 1);
};

/** An entry as it should be; one that means a required origin becomes that. */
export function rightEntry(entry: string, scheme: string, origins: readonly string[]): string {
  const repairedEntry = repaired(entry, scheme);
  // A space between entries is style, not a mistake.
  const text = repairedEntry === entry.trim() ? entry : repairedEntry;
  const bare = text.trim().replace(/^["']|["']$/g, '');
  const meant = origins.find(
    (origin) => origin === bare || origin === bare.toLowerCase() || sameButPort(bare, origin),
  );
  return meant ?? text;
}

const sameButPort = (entry: string, origin: string): boolean =>
  /:(?:80|443)$/.test(entry) && URL.canParse(entry) && new URL(entry).origin === origin;
