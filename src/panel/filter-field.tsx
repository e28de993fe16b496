import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { phrase } from '../model/say.ts';
import { Icon } from '../ui/icons.tsx';
import { valuesOf } from './filter.ts';
import { type Completion, completionsAt, parseFilter } from './filter-query.ts';
import type { PanelModel } from './use-panel.ts';

/** The rows whose values are offered; more would make typing slow. */
const MOST_LOOKED_AT = 2_000;

/**
 * The filter of the list, with completions of its keys and of the values that are there. Down goes
 * to the completions, or to the list; Escape closes them, then clears the filter, then leaves it.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function FilterField({ panel }: { readonly panel: PanelModel }): ReactNode {
  const { state, dispatch, navigation, endpoints } = panel;
  const { filterField, toList, showList } = navigation;
  const { text } = state.list;
  const id = useId();
  /** Where the caret is while the user types. Null: nothing is offered. */
  const [caret, setCaret] = useState<number | null>(null);
  /** The completion that Enter takes; -1: none. */
  const [at, setAt] = useState(-1);
  const completions = useMemo(
    () =>
      caret === null
        ? []
        : completionsAt(text, caret, (key) => valuesOf(endpoints.slice(-MOST_LOOKED_AT), key)),
    [text, caret, endpoints],
  );
  const { problem } = useMemo(() => parseFilter(text), [text]);
  const isOpen = completions.length > 0;
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    filterField.current?.setSelectionRange(wanted.current, wanted.current);
    wanted.current = null;
  });
  const close = (): void => {
    setCaret(null);
    setAt(-1);
  };
  const filter = (written: string, place: number | null): void => {
    dispatch({ type: 'listed', list: { text: written } });
    showList();
    setCaret(place);
    setAt(-1);
  };
  const take = (one: Completion): void => {
    wanted.current = one.caret;
    filter(one.text, one.caret);
    filterField.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const chosen = completions[at];
    if (isOpen && event.key === 'ArrowDown') setAt((at + 1) % completions.length);
    else if (isOpen && event.key === 'ArrowUp') setAt(at <= 0 ? completions.length - 1 : at - 1);
    else if (chosen !== undefined && event.key === 'Enter') take(chosen);
    else if (isOpen && event.key === 'Escape') close();
    else if (event.key === 'Escape' && text !== '') filter('', null);
    else if (event.key === 'Escape' || event.key === 'ArrowDown') toList();
    else return;
    event.preventDefault();
  };
  return (
    <div className="filter-box">
      <label className="filter" htmlFor={id} data-problem={problem !== null}>
        <Icon name="filter" />
        <span className="visually-hidden">
          {phrase`Filter by URL, cause or header`.fr`Filtrer par URL, cause ou en-tête`}
        </span>
        <input
          ref={filterField}
          id={id}
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={isOpen ? `${id}-list` : undefined}
          aria-activedescendant={at >= 0 && isOpen ? `${id}-${at}` : undefined}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          placeholder={phrase`Filter`.fr`Filtrer`}
          title={phrase`Filter by words, -word, /pattern/, status-code:, method:, domain:, cause:,
            server: or page: (/)`.fr`Filtrer par des mots, -mot, /motif/, status-code:, method:,
            domain:, cause:, server: ou page: (/)`}
          spellCheck={false}
          autoComplete="off"
          value={text}
          data-testid="filter"
          onChange={({ currentTarget }) =>
            filter(currentTarget.value, currentTarget.selectionStart)
          }
          onBlur={close}
          onKeyDown={onKeyDown}
        />
      </label>
      {isOpen && <Completions id={id} completions={completions} at={at} onTake={take} />}
      {!isOpen && problem !== null && (
        <p
          className="filter-problem"
          id={`${id}-problem`}
          role="status"
          data-testid="filter-problem"
        >
          {problem} {phrase`Nothing is filtered.`.fr`Rien n’est filtré.`}
        </p>
      )}
    </div>
  );
}

function Completions({
  id,
  completions,
  at,
  onTake,
}: {
  readonly id: string;
  readonly completions: readonly Completion[];
  readonly at: number;
  readonly onTake: (one: Completion) => void;
}): ReactNode {
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, at]);
  return (
    <div
      className="completions"
      id={`${id}-list`}
      role="listbox"
      aria-label={phrase`Completions`.fr`Suggestions`}
      tabIndex={-1}
      data-testid="completions"
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      {completions.map((one, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
        <div
          key={one.text}
          id={`${id}-${index}`}
          className="completion"
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          onClick={() => onTake(one)}
        >
          {one.label}
        </div>
      ))}
    </div>
  );
}
