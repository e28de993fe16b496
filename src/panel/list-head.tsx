import { type ReactNode, useRef } from 'react';
import type { BlockedSummary } from '../endpoints/one-fix.ts';
import type { ListChoices } from '../model/kept-view.ts';
import { figure, phrase } from '../model/say.ts';
import { type Choices, Options } from '../ui/options.tsx';
import type { Counts } from '../ui/summary.ts';
import { useMedia } from '../ui/use-media.ts';
import { useRoving } from '../ui/use-roving.ts';
import { BlockedWords } from './blocked-words.tsx';
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
  const isLow = useMedia(LOW);
  const verdicts = CHIPS.filter(([verdict]) => isOffered(props, verdict));
  const choices = useRef<HTMLDivElement>(null);
  const onKeyDown = useRoving(choices);
  return (
    <div className="list-head">
      <BlockedWords blocked={blocked} counts={counts} testId="blocked-summary" />
      <div
        ref={choices}
        className="list-choices"
        role="toolbar"
        aria-label={phrase`What the list shows`.fr`Ce que montre la liste`}
        onKeyDown={onKeyDown}
      >
        {isLow ? (
          <Choice
            label={VERDICT}
            title={phrase`Which verdict the list shows`.fr`Quel verdict la liste montre`}
            testId="show"
            value={list.verdict}
            first="all"
            options={verdicts.map(([verdict, label]) => [
              verdict,
              `${label} ${compact(countOf(counts, verdict))}`,
            ])}
            onChange={(verdict) => onChange({ verdict })}
          />
        ) : (
          <fieldset className="chips" aria-label={VERDICT}>
            {verdicts.map(([verdict, label, title]) => (
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
        )}
        {hasPages && (
          <Choice
            label={phrase`Which requests`.fr`Quelles requêtes`}
            title={phrase`Crosscheck keeps the requests of earlier pages. “This page” hides them.`
              .fr`Crosscheck garde les requêtes des pages précédentes. « Cette page » les masque.`}
            testId="scope"
            value={list.scope}
            first="session"
            options={[
              ['session', phrase`All pages`.fr`Toutes les pages`],
              ['page', phrase`This page`.fr`Cette page`],
            ]}
            onChange={(scope) => onChange({ scope })}
          />
        )}
        <Choice
          label={phrase`Group`.fr`Grouper`}
          title={phrase`Group the list`.fr`Grouper la liste`}
          testId="group-by"
          value={list.groupBy}
          first="server"
          options={[
            ['server', phrase`By server`.fr`Par serveur`],
            ['cause', phrase`By cause`.fr`Par cause`],
            ['none', phrase`No groups`.fr`Sans groupes`],
          ]}
          onChange={(groupBy) => onChange({ groupBy })}
        />
        <Choice
          label={phrase`Sort`.fr`Trier`}
          title={phrase`Sort the list`.fr`Trier la liste`}
          testId="sort"
          value={list.sort}
          first="trouble"
          options={[
            ['trouble', phrase`Worst first`.fr`Pires d’abord`],
            ['newest', phrase`Newest first`.fr`Récentes d’abord`],
            ['url', phrase`By URL`.fr`Par URL`],
            ['method', phrase`By method`.fr`Par méthode`],
            ['status', phrase`By status`.fr`Par statut`],
            ['cause', phrase`Sort by cause`.fr`Trier par cause`],
          ]}
          onChange={(sort) => onChange({ sort })}
        />
      </div>
    </div>
  );
}

/** A low view has room for one line of choices. */
const LOW = '(max-height: 340px)';

const VERDICT = phrase`Verdict`.fr`Verdict`;

const CHIPS: readonly (readonly [ListChoices['verdict'], label: string, title: string])[] = [
  ['all', phrase`All`.fr`Tout`, phrase`All requests`.fr`Toutes les requêtes`],
  ['blocked', phrase`Blocked`.fr`Bloquées`, phrase`Blocked by CORS`.fr`Bloquées par CORS`],
  [
    'failed',
    phrase`Failed`.fr`Échecs`,
    phrase`Failed for another reason`.fr`Échecs pour une autre raison`,
  ],
  [
    'fixed',
    phrase`Fixed`.fr`Corrigées`,
    phrase`Blocked before, allowed now`.fr`Bloquées avant, autorisées maintenant`,
  ],
  ['allowed', phrase`Allowed`.fr`Autorisées`, phrase`Allowed by CORS`.fr`Autorisées par CORS`],
  [
    'undetermined',
    phrase`Undetermined`.fr`Indéterminées`,
    phrase`We could not see how these requests ended`
      .fr`Nous n’avons pas pu voir comment ces requêtes se sont terminées`,
  ],
];

/** Rare verdicts have a chip only if there are any, or if the chip is chosen. */
const isOffered = ({ list, counts }: ListHeadProps, verdict: ListChoices['verdict']): boolean =>
  !RARE.includes(verdict) || list.verdict === verdict || countOf(counts, verdict) > 0;

const RARE: readonly ListChoices['verdict'][] = ['fixed', 'undetermined'];

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
