import { type Prose, prose } from '../../../model/prose.ts';
import type { FaultId } from '../settings-reader.ts';
import type { EntryFault } from './entries.ts';
import { ownText } from './own-text.ts';

/** What to do about an entry, and why. `patterns`: what reads a regular expression instead. */
export const entryWords = ({ id, right }: EntryFault, entry: string, patterns: Prose): Prose =>
  ENTRY_WORDS[id]?.(entry, right, patterns) ?? [];

const ENTRY_WORDS: {
  readonly [Id in FaultId]?: (entry: string, right: string, patterns: Prose) => Prose;
} = {
  'missing-scheme': (entry, right) =>
    prose`Write ${ownText(right)} instead of ${ownText(entry)}: an origin starts with its scheme.`,
  'wrong-scheme': (entry, right) =>
    prose`Add ${ownText(right)}: the list has ${ownText(entry)}, and the page uses the other scheme.`,
  'default-port': (entry, right) =>
    prose`Write ${ownText(right)} instead of ${ownText(entry)}: browsers leave out the scheme’s usual port.`,
  'upper-case': (entry, right) =>
    prose`Write ${ownText(right)} instead of ${ownText(entry)}: browsers send an origin in lower case.`,
  'space-in-value': (entry, right) =>
    prose`Remove the space around ${ownText(right)}: the list has ${ownText(`"${entry}"`)}, which never matches.`,
  'quotes-in-value': (entry, right) =>
    prose`Remove the inner quotes: the value is ${ownText(entry)}, and the page’s origin is ${ownText(right)}.`,
  'comma-in-value': (entry, right) =>
    prose`Make ${ownText(right)} an entry of its own. ${ownText(entry)} is one string, which never matches.`,
  'wildcard-in-list': (entry, right) =>
    prose`Add ${ownText(right)}: entries of this list are no patterns, so ${ownText(entry)} matches nothing.`,
  'regex-in-list': (entry, right, patterns) =>
    prose`Add ${ownText(right)}: ${ownText(entry)} is a regular expression, which ${patterns} reads.`,
  'trailing-slash': (entry, right) =>
    prose`Write ${ownText(right)} instead of ${ownText(entry)}: an origin ends before the first slash of
      its path, and entries are compared exactly.`,
};
