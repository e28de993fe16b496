import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { Each } from './each.tsx';

/** A choice with its words. */
export type Tab<Id extends string> = { readonly id: Id; readonly label: string };

type TabsProps<Id extends string> = {
  /** What is chosen between, for screen readers. */
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
  /** Shown beside the tabs. */
  readonly lead?: ReactNode;
  readonly children: ReactNode;
};

/** How far each key moves among the tabs. */
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * A row of tabs above what the chosen one shows. Arrow keys move between them.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
 */
export function Tabs<Id extends string>(props: TabsProps<Id>): ReactNode {
  const { label, tabs, chosen, onChoose, lead, children } = props;
  const id = useId();
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const step = STEPS[event.key];
    const at = tabs.findIndex((tab) => tab.id === chosen);
    const next = tabs[(at + (step ?? 0) + tabs.length) % tabs.length];
    if (step === undefined || next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onChoose(next.id);
    document.getElementById(`${id}-${next.id}`)?.focus();
  };
  return (
    <>
      <div className="tabs-row">
        {lead}
        <div className="tabs" role="tablist" aria-label={label} onKeyDown={move}>
          <Each of={tabs}>
            {(tab) => (
              <button
                type="button"
                role="tab"
                id={`${id}-${tab.id}`}
                className="tab"
                aria-selected={tab.id === chosen}
                aria-controls={`${id}-panel`}
                tabIndex={tab.id === chosen ? 0 : -1}
                onClick={() => onChoose(tab.id)}
              >
                {tab.label}
              </button>
            )}
          </Each>
        </div>
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`}>
        {children}
      </div>
    </>
  );
}
