import type { BrowserName } from './exchange.ts';
import { list } from './fields.ts';
import { LANGUAGES, type Language } from './language.ts';
import { nameableOrigin } from './origin.ts';
import { SHELLS, type Shell } from './shell.ts';

/** What the user decides once for all tabs. */
export type Settings = {
  /**
   * The id of the stack whose fix is offered if no application is detected. Null: no preference.
   */
  readonly stack: string | null;
  /**
   * What exports leave out. `secrets`: only what was never kept. `values`: also every value in a
   * URL's query and in request headers that do not affect CORS.
   */
  readonly redaction: 'secrets' | 'values';
  /** Whether Markdown has diagrams, which GitHub and GitLab draw. */
  readonly diagrams: boolean;
  /** How many exchanges of a tab are kept. */
  readonly keep: number;
  /** Whether tabs are watched by default. */
  readonly watch: boolean;
  /** Whether pages are observed from their first request on. Null: as usual in the browser. */
  readonly observe: boolean | null;
  /** The shell chosen for the last copied command. Null: the platform's usual one. */
  readonly shell: Shell | null;
  /** Whether the user has read what “Try it” does. */
  readonly trialExplained: boolean;
  /** Whether “Check again” sends the browser’s cookies, unless the user chooses otherwise there. */
  readonly checkCookies: boolean;
  /** Servers for which “Try it” does not ask before a request that may change something. */
  readonly tryWithoutAsking: readonly string[];
  /** Servers whose requests are neither listed nor counted. */
  readonly ignored: readonly string[];
  /** `browser`: the browser's own. */
  readonly language: Language | 'browser';
  readonly theme: Theme;
  readonly density: Density;
  /** What the rows of the list leave out. */
  readonly hiddenColumns: readonly Column[];
};

/** `auto`: as DevTools, or as the system outside of them. */
export type Theme = (typeof THEMES)[number];
export const THEMES = ['auto', 'light', 'dark'] as const;

/** How much room a row has. */
export type Density = (typeof DENSITIES)[number];
export const DENSITIES = ['compact', 'comfortable'] as const;

/** A part of a row that the user can leave out. */
export type Column = (typeof COLUMNS)[number];
export const COLUMNS = ['query', 'place', 'times', 'status', 'time', 'cause'] as const;

export const DEFAULT_SETTINGS: Settings = {
  stack: null,
  redaction: 'secrets',
  diagrams: true,
  keep: 1_000,
  watch: true,
  observe: null,
  shell: null,
  trialExplained: false,
  checkCookies: false,
  tryWithoutAsking: [],
  ignored: [],
  language: 'browser',
  theme: 'auto',
  density: 'compact',
  hiddenColumns: [],
};

/** The choices for `keep`. */
export const KEEP_CHOICES: readonly number[] = [250, 1_000, 2_500, 5_000, 10_000];

/** The browser syncs only small settings. */
export const MOST_SERVERS = 50;

const isOrigin = (value: unknown): value is string =>
  typeof value === 'string' && nameableOrigin(value) !== null;

const STACK_ID = /^[a-z0-9-]{1,64}$/;

/** Stored settings. Unreadable ones keep their default. Never throws. */
export function parseSettings(value: unknown): Settings {
  if (typeof value !== 'object' || value === null) return DEFAULT_SETTINGS;
  const {
    stack,
    redaction,
    keep,
    watch,
    observe,
    shell,
    trialExplained,
    checkCookies,
    tryWithoutAsking,
    ignored,
    diagrams,
    language,
    theme,
    density,
    hiddenColumns,
  } = value as Readonly<Record<string, unknown>>;
  return {
    stack: typeof stack === 'string' && STACK_ID.test(stack) ? stack : DEFAULT_SETTINGS.stack,
    redaction: redaction === 'values' ? 'values' : 'secrets',
    diagrams: diagrams !== false,
    keep: KEEP_CHOICES.find((choice) => choice === keep) ?? DEFAULT_SETTINGS.keep,
    watch: typeof watch === 'boolean' ? watch : DEFAULT_SETTINGS.watch,
    observe: typeof observe === 'boolean' ? observe : DEFAULT_SETTINGS.observe,
    shell: SHELLS.find((known) => known === shell) ?? DEFAULT_SETTINGS.shell,
    trialExplained: trialExplained === true,
    checkCookies: checkCookies === true,
    tryWithoutAsking: list(tryWithoutAsking).filter(isOrigin).slice(-MOST_SERVERS),
    ignored: list(ignored).filter(isOrigin).slice(-MOST_SERVERS),
    language: LANGUAGES.find((known) => known === language) ?? DEFAULT_SETTINGS.language,
    theme: THEMES.find((known) => known === theme) ?? DEFAULT_SETTINGS.theme,
    density: DENSITIES.find((known) => known === density) ?? DEFAULT_SETTINGS.density,
    hiddenColumns: COLUMNS.filter((column) => list(hiddenColumns).includes(column)),
  };
}

/**
 * Whether pages are observed. Not by default in Firefox: there, DevTools show the observer as the
 * initiator of every request.
 */
export const observesPages = ({ observe }: Settings, browser: BrowserName): boolean =>
  observe ?? browser === 'chromium';

/** Where settings are kept. */
export interface SettingsStore {
  read(): Promise<Settings>;
  write(settings: Settings): Promise<void>;
  /** Calls back after each change, from any place. Returns the function that stops it. */
  onChanged(listener: (settings: Settings) => void): () => void;
}
