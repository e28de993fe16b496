import { table } from '../table.ts';
import type { Comparison } from './compare.ts';

/** Adds up the results of comparisons. */
export type Tally = {
  readonly add: (comparison: Comparison) => void;
  readonly totals: () => Totals;
  /** The browser's verdicts in rows; beside each, how often the extension gave which verdict. */
  readonly confusion: () => string;
  /** The sources of the requests with two readings left: `fetch from a worker ×3`. */
  readonly openAskers: () => string;
  /** The sources of the undetermined ones, likewise. */
  readonly undeterminedAskers: () => string;
};

export type Totals = {
  readonly requests: number;
  /** Requests in which the extension contradicts the browser. */
  readonly differing: number;
  readonly undetermined: number;
  /** Those among them that stay open even if the credentials mode is known. */
  readonly unsettled: number;
  /** Requests that the browser judges by something that it hides from extensions. */
  readonly hidden: number;
  /** Blocked requests with two possible readings, */
  readonly open: number;
  /** and those of them whose first reading is the browser's. */
  readonly openRight: number;
  /** The same two of pages that decide about credentials by a rule: others can only be guessed. */
  readonly habits: number;
  readonly habitsRight: number;
};

type Row = { -readonly [Result in Comparison['result']]: number } & { readonly others: string[] };

export function startTally(): Tally {
  const rows = new Map<string, Row>();
  const openAskers: string[] = [];
  const undeterminedAskers: string[] = [];
  let openRight = 0;
  let habits = 0;
  let habitsRight = 0;
  let unsettled = 0;
  const sum = (result: Comparison['result']): number =>
    [...rows.values()].reduce((total, row) => total + row[result], 0);
  const rowOf = (said: string): Row => {
    const row = rows.get(said) ?? {
      same: 0,
      second: 0,
      undetermined: 0,
      hidden: 0,
      differs: 0,
      others: [],
    };
    rows.set(said, row);
    return row;
  };
  return {
    add: ({ said, ours, result, isOpen, asker, isHabit }) => {
      const row = rowOf(said);
      row[result] += 1;
      if (result !== 'same' && said !== ours) row.others.push(ours);
      if (isOpen && result !== 'undetermined') openAskers.push(asker);
      if (result === 'undetermined') undeterminedAskers.push(asker);
      if (isOpen && result === 'same') openRight += 1;
      if (isOpen && isHabit && result !== 'undetermined') habits += 1;
      if (isOpen && isHabit && result === 'same') habitsRight += 1;
      if (!isOpen && result === 'undetermined') unsettled += 1;
    },
    totals: () => ({
      requests: sum('same') + sum('second') + sum('undetermined') + sum('hidden') + sum('differs'),
      differing: sum('differs'),
      undetermined: sum('undetermined'),
      unsettled,
      hidden: sum('hidden'),
      open: openAskers.length,
      openRight,
      habits,
      habitsRight,
    }),
    openAskers: () => counted(openAskers),
    undeterminedAskers: () => counted(undeterminedAskers),
    confusion: () =>
      table(
        [
          { title: 'the browser says', width: 46 },
          { title: 'same', width: 6 },
          { title: 'second', width: 6 },
          { title: 'open', width: 6 },
          { title: 'hidden', width: 6 },
          { title: 'other', width: 6 },
          { title: 'said first instead', width: 50 },
        ],
        [...rows].toSorted(([a], [b]) => a.localeCompare(b)).map(shown),
      ),
  };
}

const shown = ([said, row]: readonly [string, Row]): readonly string[] => [
  said,
  ...[row.same, row.second, row.undetermined, row.hidden, row.differs].map(String),
  counted(row.others),
];

/** `preflight-status ×3`, the most frequent first. */
function counted(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([text, count]) => `${text} ×${count}`)
    .join('\n');
}

/** The totals in sentences. */
export function summary(totals: Totals): string {
  const { requests, differing, undetermined, unsettled, hidden, open, openRight } = totals;
  const { habits, habitsRight } = totals;
  const share = (part: number, of: number) =>
    `${of === 0 ? '–' : ((100 * part) / of).toFixed(2)} %`;
  return [
    `${requests} requests compared`,
    `${differing} contradict the browser`,
    `${undetermined} undetermined (${share(undetermined, requests)}), ${unsettled} of them whatever the credentials`,
    `${hidden} judged by what extensions are not told (${share(hidden, requests)})`,
    `${open} left with two readings (${share(open, requests)}); the one put first is the browser's in ${openRight} (${share(openRight, open)})`,
    `${habits} of these are of pages that decide by a rule; the one put first is the browser's in ${habitsRight} (${share(habitsRight, habits)})`,
  ].join('\n');
}
