import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { Candidate } from '../diagnosis/diagnosis.ts';
import { phrase } from '../model/say.ts';
import { anyServer } from '../servers/any-server/index.ts';
import { findServers } from '../ui/find-servers.ts';
import { groupStacks } from '../ui/stack-groups.ts';
import { useBesideButton } from './use-beside-button.ts';

/** How many servers Page up and Page down pass. */
const PAGE = 8;

/** The name of a server in the list and on the button. */
export const nameOf = ({ stack, detected }: Pick<Candidate, 'stack' | 'detected'>): string =>
  detected ? phrase`${stack.label} (detected)`.fr`${stack.label} (détecté)` : stack.label;

type StackSearchProps = {
  readonly candidates: readonly Candidate[];
  /** The id of the stack whose fix is shown. */
  readonly chosen: string;
  /** What the search begins with. */
  readonly typed: string;
  /** What has opened the search: it is beside it, and the focus returns to it. */
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly onClose: () => void;
  readonly onChoose: (stack: string) => void;
};

/**
 * A search field over the grouped servers, above everything else. The focus stays in the field:
 * arrows, Page up and down, Home and End move, Enter chooses, Escape and a click elsewhere close.
 */
export function StackSearch({
  candidates,
  chosen,
  typed,
  button,
  onClose,
  onChoose,
}: StackSearchProps): ReactNode {
  const id = useId();
  const [text, setText] = useState(typed);
  /** Where the keys are; null: not moved since the last letter. */
  const [moved, setMoved] = useState<string | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useBesideButton(root, button);
  useCloseOutside(root, button, onClose);

  const groups = findServers(groupStacks(candidates), text);
  const ids = groups.flatMap(({ members }) => members.map(({ stack }) => stack.id));
  const start = text.trim() === '' ? chosen : ids[0];
  const active = [moved, start, ids[0]].find((one) => one != null && ids.includes(one)) ?? null;
  const optionId = (stack: string): string => `${id}-${stack}`;

  useLayoutEffect(() => {
    if (active === null) return;
    const option = list.current?.querySelector<HTMLElement>(`[data-value="${CSS.escape(active)}"]`);
    // The heading of the first one is shown too.
    if (option?.matches('.stack-group:first-child > .stack-option:nth-child(2)')) {
      list.current?.scrollTo({ top: 0 });
    } else option?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    // The shortcuts of the panel do not hear what is typed here.
    event.stopPropagation();
    if (event.key === 'Tab') {
      // From the button, the focus goes on as usual.
      button.current?.focus();
      onClose();
      return;
    }
    const to = targetOf(event.key, active === null ? -1 : ids.indexOf(active), ids.length);
    if (event.key === 'Escape') {
      button.current?.focus();
      onClose();
    } else if (event.key === 'Enter') {
      if (active !== null) onChoose(active);
    } else if (to !== null && !event.shiftKey) setMoved(ids[to] ?? null);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={root}
      popover="manual"
      className="stack-search"
      role="dialog"
      aria-label={phrase`Choose your server`.fr`Choisissez votre serveur`}
      data-testid="stack-search"
    >
      <input
        type="search"
        role="combobox"
        aria-label={phrase`Search for your server`.fr`Chercher votre serveur`}
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={active === null ? undefined : optionId(active)}
        placeholder={phrase`Search, such as Rails or S3`.fr`Chercher, par exemple Rails ou S3`}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setMoved(null);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        className="stack-options"
        role="listbox"
        id={`${id}-list`}
        aria-label={phrase`Servers`.fr`Serveurs`}
        tabIndex={-1}
      >
        {groups.map(({ name, members }, index) => (
          // biome-ignore lint/a11y/useSemanticElements: a list box has groups, not fieldsets
          <div
            key={name}
            className="stack-group"
            role="group"
            aria-labelledby={`${id}-group-${index}`}
          >
            <div className="stack-family" role="presentation" id={`${id}-group-${index}`}>
              {name}
            </div>
            {members.map((one) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard in the field
              // biome-ignore lint/a11y/useFocusableInteractive: the field says which one is active
              <div
                key={one.stack.id}
                id={optionId(one.stack.id)}
                className="stack-option"
                role="option"
                aria-selected={one.stack.id === chosen}
                data-active={one.stack.id === active || undefined}
                data-value={one.stack.id}
                onClick={() => onChoose(one.stack.id)}
              >
                {nameOf(one)}
              </div>
            ))}
          </div>
        ))}
      </div>
      <p className="stack-none" role="status">
        {ids.length === 0 &&
          phrase`No server with this name. Choose “${anyServer.label}”.`
            .fr`Aucun serveur de ce nom. Choisissez « ${anyServer.label} ».`}
      </p>
    </div>
  );
}

/** Where a key leads from a place among so many. Null: it moves nothing. */
function targetOf(key: string, at: number, count: number): number | null {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return at === last ? 0 : at + 1;
    case 'ArrowUp':
      return at <= 0 ? last : at - 1;
    case 'PageDown':
      return Math.min(at + PAGE, last);
    case 'PageUp':
      return Math.max(at - PAGE, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

function useCloseOutside(
  root: RefObject<HTMLElement | null>,
  button: RefObject<HTMLElement | null>,
  onClose: () => void,
): void {
  useEffect(() => {
    const closeOutside = ({ target }: PointerEvent): void => {
      if (!(target instanceof Node)) return;
      if (!root.current?.contains(target) && !button.current?.contains(target)) onClose();
    };
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  });
}
