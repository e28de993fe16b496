import type { Declared } from './declared.ts';
import { fields } from './fields.ts';
import { isToken } from './header-list.ts';

/**
 * How Crosscheck itself asked a server, because the user pressed “Check again”. The exchange that
 * carries this has real answers of the server, but no verdict of a browser.
 */
export type Checked = {
  /** The id of the page's exchange that was repeated. */
  readonly of: string;
  /** The credentials mode of that exchange. Null when it is not known. */
  readonly credentials: Declared['credentials'] | null;
  /** Whether the browser's cookies were sent. */
  readonly cookies: boolean;
  /**
   * Request headers that the page sends and the check did not: lower-case names. Their values are
   * secret, or were never seen.
   */
  readonly withheld: readonly string[];
};

const MOST_NAMES = 100;

/** Reads it from any value. Null when the value is something else. Never throws. */
export function parseChecked(value: unknown): Checked | null {
  const { of, credentials, cookies, withheld } = fields(value);
  if (typeof of !== 'string' || typeof cookies !== 'boolean') return null;
  if (credentials !== null && !isMode(credentials)) return null;
  if (!Array.isArray(withheld)) return null;
  const names = withheld
    .slice(0, MOST_NAMES)
    .filter((name): name is string => typeof name === 'string' && isToken(name));
  return { of, credentials, cookies, withheld: names };
}

const isMode = (value: unknown): value is Declared['credentials'] =>
  value === 'omit' || value === 'same-origin' || value === 'include';
