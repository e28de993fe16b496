import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import type { MenuItem } from './row-actions.ts';

/** Where a menu opens, in CSS pixels of the view. */
export type MenuPlace = { readonly left: number; readonly top: number };

type RowMenuProps = {
  /** What the menu is about. */
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly place: MenuPlace;
  /** Called before an item runs, and when the menu is left. */
  readonly onClose: () => void;
};

/** From the edge of the view. */
const MARGIN = 4;

/**
 * A context menu: arrows, Home, End and first letters move, Enter and Space run, Escape and Tab
 * close it.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/menubar/
 */
export function RowMenu({ label, items, place, onClose }: RowMenuProps): ReactNode {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = menu;
    if (current === null) return;
    const { offsetWidth: width, offsetHeight: height } = current;
    const left = Math.max(MARGIN, Math.min(place.left, innerWidth - width - MARGIN));
    const top = Math.max(MARGIN, Math.min(place.top, innerHeight - height - MARGIN));
    Object.assign(current.style, { left: `${left}px`, top: `${top}px` });
    current.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true });
  }, [place]);
  useEffect(() => {
    const closeOutside = ({ target }: Event): void => {
      if (!(target instanceof Node) || !menu.current?.contains(target)) onClose();
    };
    document.addEventListener('pointerdown', closeOutside);
    addEventListener('blur', onClose);
    addEventListener('resize', onClose);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      removeEventListener('blur', onClose);
      removeEventListener('resize', onClose);
    };
  }, [onClose]);
  const onKeyDown = (event: KeyboardEvent): void => {
    // No key of the panel works behind an open menu.
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      onClose();
      return;
    }
    const all = [...(menu.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = all.findIndex((one) => one.matches(':focus'));
    const to = targetOf(event.key, at, all);
    if (to === undefined) return;
    event.preventDefault();
    all.at(to % all.length)?.focus();
  };
  return (
    <div
      ref={menu}
      className="menu row-menu"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      data-testid="row-menu"
      onKeyDown={onKeyDown}
      onContextMenu={(event) => event.preventDefault()}
    >
      {items.map(({ label, keys, testId, begins, run }) => (
        <button
          key={testId}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={begins ? 'menu-begins' : ''}
          aria-keyshortcuts={keys}
          data-testid={testId}
          onClick={() => {
            onClose();
            run();
          }}
        >
          {label}
          {keys !== undefined && <span className="menu-keys">{keys}</span>}
        </button>
      ))}
    </div>
  );
}

function targetOf(key: string, at: number, all: readonly HTMLElement[]): number | undefined {
  const move = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[key];
  if (move !== undefined || key.length !== 1 || key === ' ') return move;
  const begins = (one: HTMLElement): boolean =>
    one.textContent.toLowerCase().startsWith(key.toLowerCase());
  const next = all.findIndex((one, index) => index > at && begins(one));
  const to = next >= 0 ? next : all.findIndex(begins);
  return to < 0 ? undefined : to;
}
