import { type ReactNode, useRef } from 'react';
import type { BlockedSummary } from '../endpoints/one-fix.ts';
import { figure } from '../model/say.ts';
import { type Choices, Options } from '../ui/options.tsx';
import type { ListChoices } from '../ui/state.ts';
import { blockedWords, type Counts } from '../ui/summary.ts';
import { useRoving } from '../ui/use-roving.ts';
import { VERDICT_STATES } from './filter.ts';

type ListHeadProps = {
  readonly list: ListChoices;
  /** Counts of everything that the page filter shows. */
  readonly counts: Counts;
  /** What of it is blocked. */
  readonly blocked: BlockedSummary;
  /** False when the page of a request is unknown. */
  readonly hasPages: boolean;
  readonly onChange: (list: Partial<ListChoices>) => void;
};

/** Which rows are shown and how: by verdict, page, group and order. */
export function ListHead(props: ListHeadProps): ReactNode {
  const { list, counts, blocked, hasPages, onChange } = props;
  const summary = blockedWords(blocked);
  const choices = useRef<HTMLDivElement>(null);
  const onKeyDown = useRoving(choices);
  return (
    <div className="list-head">
      {summary !== '' && (
        <p className="list-summary" title={summary} data-testid="blocked-summary">
          {summary}
        </p>
      )}
      <div
        ref={choices}
        className="list-choices"
        role="toolbar"
        aria-label="What the list shows"
        onKeyDown={onKeyDown}
        onWheel={({ currentTarget, deltaY }) => {
          // In a low view, it is one line, and wider than the list.
          currentTarget.scrollLeft += deltaY;
        }}
      >
        <fieldset className="chips" aria-label="Verdict">
          {CHIPS.filter(([verdict]) => isOffered(props, verdict)).map(([verdict, label, title]) => (
            <button
              key={verdict}
              type="button"
              className="chip"
              aria-pressed={list.verdict === verdict}
              title={title}
              data-testid={`show-${verdict}`}
              onClick={() => onChange({ verdict })}
            >
              {label} <span className="chip-count">{compact(countOf(counts, verdict))}</span>
            </button>
          ))}
        </fieldset>
        {hasPages && (
          <Choice
            label="Which requests"
            title="Crosscheck keeps the requests of earlier pages. “This page” hides them."
            testId="scope"
            value={list.scope}
            first="session"
            options={[
              ['session', 'All pages'],
              ['page', 'This page'],
            ]}
            onChange={(scope) => onChange({ scope })}
          />
        )}
        <Choice
          label="Group"
          title="Group the list"
          testId="group-by"
          value={list.groupBy}
          first="server"
          options={[
            ['server', 'By server'],
            ['cause', 'By cause'],
            ['none', 'No groups'],
          ]}
          onChange={(groupBy) => onChange({ groupBy })}
        />
        <Choice
          label="Sort"
          title="Sort the list"
          testId="sort"
          value={list.sort}
          first="trouble"
          options={[
            ['trouble', 'Worst first'],
            ['newest', 'Newest first'],
            ['url', 'By URL'],
            ['method', 'By method'],
            ['status', 'By status'],
            ['cause', 'Sort by cause'],
          ]}
          onChange={(sort) => onChange({ sort })}
        />
      </div>
    </div>
  );
}

const CHIPS: readonly (readonly [ListChoices['verdict'], label: string, title: string])[] = [
  ['all', 'All', 'All requests'],
  ['blocked', 'Blocked', 'Blocked by CORS'],
  ['failed', 'Failed', 'Failed for another reason'],
  ['allowed', 'Allowed', 'Allowed by CORS, or fixed'],
  ['undetermined', 'Undetermined', 'We could not see how these requests ended'],
];

/** Rare verdicts have a chip only if there are any, or if the chip is chosen. */
const isOffered = ({ list, counts }: ListHeadProps, verdict: ListChoices['verdict']): boolean =>
  verdict !== 'undetermined' || list.verdict === verdict || countOf(counts, verdict) > 0;

/** `3.3K`: the status bar has the exact number. */
const compact = (count: number): string => figure(count, { notation: 'compact' });

function countOf(counts: Counts, verdict: ListChoices['verdict']): number {
  const states =
    verdict === 'all'
      ? Object.values(counts)
      : VERDICT_STATES[verdict].map((state) => counts[state]);
  return states.reduce((sum, count) => sum + count, 0);
}

type ChoiceProps<Value extends string> = {
  readonly label: string;
  readonly title: string;
  readonly testId: string;
  readonly value: Value;
  /** The default choice. */
  readonly first: Value;
  readonly options: Choices<Value>;
  readonly onChange: (value: Value) => void;
};

function Choice<Value extends string>(props: ChoiceProps<Value>): ReactNode {
  const { label, title, testId, value, first, options, onChange } = props;
  return (
    <select
      className="list-choice"
      aria-label={label}
      title={title}
      value={value}
      data-changed={value !== first}
      data-testid={testId}
      onChange={({ currentTarget }) => {
        const chosen = options.find(([option]) => option === currentTarget.value);
        if (chosen !== undefined) onChange(chosen[0]);
      }}
    >
      <Options of={options} />
    </select>
  );
}
