import { type RefObject, useCallback, useRef, useState } from 'react';
import type { ViewEvent } from '../ui/state.ts';

/** Where the user is, and how to go from the list to the detail and back. */
export type Navigation = {
  readonly root: RefObject<HTMLDivElement | null>;
  readonly filterField: RefObject<HTMLInputElement | null>;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  /**
   * In a narrow view: whether the detail replaces the list. It does at first, so that the fix of the
   * worst failure is there without a click.
   */
  readonly opened: boolean;
  readonly select: (key: string) => void;
  readonly pick: (key: string) => void;
  readonly open: (key: string) => void;
  readonly toList: () => void;
  /** In a narrow view, the list takes the detail's place. The focus stays where it is. */
  readonly showList: () => void;
  /** To the button that copies the fix, else to the headline. */
  readonly toFix: () => void;
  /** To the button that tries the fix, else to what the view shows. */
  readonly toTry: () => void;
};

export function useNavigation(dispatch: (event: ViewEvent) => void, isOpened: boolean): Navigation {
  const root = useRef<HTMLDivElement>(null);
  const filterField = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [opened, setOpened] = useState(isOpened);

  const select = useCallback((key: string) => dispatch({ type: 'selected', key }), [dispatch]);
  const pick = useCallback(
    (key: string) => {
      select(key);
      setOpened(true);
      requestAnimationFrame(() => {
        // In a narrow view, the list is gone, and the focus with it.
        if (!isVisible(listOf(root.current))) heading.current?.focus();
      });
    },
    [select],
  );
  const open = useCallback(
    (key: string) => {
      select(key);
      setOpened(true);
      requestAnimationFrame(() => heading.current?.focus());
    },
    [select],
  );
  const toList = useCallback(() => {
    setOpened(false);
    requestAnimationFrame(() => {
      rowIn(listOf(root.current))?.focus();
    });
  }, []);
  const showList = useCallback(() => setOpened(false), []);
  const toFix = useCallback(() => {
    setOpened(true);
    requestAnimationFrame(() => (copyButton(root.current) ?? heading.current)?.focus());
  }, []);
  const toTry = useCallback(() => {
    const places = [tryButton(root.current), heading.current, rowIn(listOf(root.current))];
    places.find(isVisible)?.focus();
  }, []);
  const ways = { select, pick, open, toList, showList, toFix, toTry };
  return { root, filterField, heading, opened, ...ways };
}

/** The button that copies the whole fix, else its first part. */
export const copyButton = (root: HTMLElement | null): HTMLElement | null =>
  root?.querySelector<HTMLElement>('[data-testid="copy-all"]') ??
  root?.querySelector<HTMLElement>('[data-testid="copy-fix"]') ??
  null;

const tryButton = (root: HTMLElement | null): HTMLElement | null =>
  root?.querySelector<HTMLElement>('[data-testid="try-it"]') ?? null;

const listOf = (root: HTMLElement | null): HTMLElement | null =>
  root?.querySelector<HTMLElement>('[data-list]') ?? null;

/** The row that has the tab stop. */
const rowIn = (list: HTMLElement | null): HTMLElement | null =>
  list?.querySelector<HTMLElement>('[tabindex="0"]') ?? null;

const isVisible = (element: HTMLElement | null): element is HTMLElement =>
  element !== null && element.getClientRects().length > 0;
