import { fields, list, positive, text as textOf } from './fields.ts';
import { FIRST_VIEW, GROUPINGS, type KeptView, ORDERS, SCOPES, VERDICTS } from './kept-view.ts';
import { looksSecret, withoutShapes } from './secrets.ts';

/** Longer texts and more keys are not kept: the store has little room. */
const [LONGEST_TEXT, LONGEST_KEY, MOST_PICKED] = [500, 2_000, 200];

/** What is kept of a view. A filter that holds a secret is not. */
export function viewToKeep({ list: choices, picked, ...others }: KeptView): KeptView {
  const { text } = choices;
  const isKept = text.length <= LONGEST_TEXT && !holdsSecret(text);
  return {
    ...others,
    list: { ...choices, text: isKept ? text : '' },
    picked: picked.length <= MOST_PICKED ? picked : [],
  };
}

const holdsSecret = (text: string): boolean =>
  withoutShapes(text, '') !== text ||
  text.split(/[\s:=,;/?&"']+/).some((word) => looksSecret(word, 'close'));

/** A stored view. What is unreadable is as in a new panel. Never throws. */
export function parseKeptView(value: unknown): KeptView {
  const { list: choices, selected, automatic, picked, listWidth, opened } = fields(value);
  const { text, verdict, scope, groupBy, sort } = fields(choices);
  const first = FIRST_VIEW.list;
  return {
    list: {
      text: textOf(text).slice(0, LONGEST_TEXT),
      verdict: VERDICTS.find((one) => one === verdict) ?? first.verdict,
      scope: SCOPES.find((one) => one === scope) ?? first.scope,
      groupBy: GROUPINGS.find((one) => one === groupBy) ?? first.groupBy,
      sort: ORDERS.find((one) => one === sort) ?? first.sort,
    },
    selected: isKey(selected) ? selected : null,
    automatic: automatic === true,
    picked: list(picked).filter(isKey).slice(0, MOST_PICKED),
    listWidth: positive(listWidth) === 0 ? null : positive(listWidth),
    opened: opened !== false,
  };
}

const isKey = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_KEY;
