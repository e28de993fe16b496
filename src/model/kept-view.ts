/** Which rows are shown, and how. */
export type ListChoices = {
  /** Words that a row must contain. */
  readonly text: string;
  readonly verdict: 'all' | 'blocked' | 'failed' | 'fixed' | 'allowed' | 'undetermined';
  /** `page`: only requests of the tab's current document. */
  readonly scope: 'session' | 'page';
  /** `none`: one list, such as a list by time. */
  readonly groupBy: 'server' | 'cause' | 'none';
  readonly sort: 'trouble' | 'newest' | 'url' | 'method' | 'status' | 'cause';
};

/** The place in the panel where its user is. */
export type KeptView = {
  readonly list: ListChoices;
  /** The key of the chosen endpoint; null when none is chosen. */
  readonly selected: string | null;
  /** Whether the view chose it, and the user has not chosen yet. */
  readonly automatic: boolean;
  /** The keys of several endpoints chosen for export. */
  readonly picked: readonly string[];
  /** In CSS pixels. Null until the user chooses a width. */
  readonly listWidth: number | null;
  /** In a narrow view: whether the detail replaces the list. */
  readonly opened: boolean;
};

/** The panel as it opens. In a narrow view, the fix of the worst failure is there without a click. */
export const FIRST_VIEW: KeptView = {
  list: { text: '', verdict: 'all', scope: 'session', groupBy: 'server', sort: 'trouble' },
  selected: null,
  automatic: false,
  picked: [],
  listWidth: null,
  opened: true,
};

const PREFIX = 'view:';

/** The key of a tab's view in session storage. */
export const viewKey = (tabId: number): string => `${PREFIX}${tabId}`;

/** Whether a key of session storage is that of a view. */
export const isViewKey = (key: string): boolean => key.startsWith(PREFIX);

/**
 * Where a panel finds how it looked. Firefox loads a panel again when DevTools are docked elsewhere.
 */
export interface ViewKeeper {
  /** As it was left in these DevTools; else as it opens. */
  readonly last: KeptView;
  keep(view: KeptView): void;
}

/** For a view that nothing loads again. */
export const NO_KEEPER: ViewKeeper = { last: FIRST_VIEW, keep: () => {} };
