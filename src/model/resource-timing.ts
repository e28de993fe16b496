import { list, parseJson } from './fields.ts';
import { redactUrl } from './redact.ts';

/** What a page's resource timing has of one of its requests. */
export type ResourceTiming = {
  /** The URL first asked for, without fragment; redacted, like every URL that is kept. */
  readonly url: string;
  /** When the page asked, in milliseconds since the epoch. */
  readonly at: number;
  /**
   * The answer's status; zero where the page may not know it: the request was refused or failed, or
   * it was made without CORS.
   * @see https://w3c.github.io/resource-timing/#dom-performanceresourcetiming-responsestatus
   */
  readonly status: number;
};

/** A request's id, and whether the page was handed an answer that it may read. */
export type HandedOver = { readonly id: string; readonly handedOver: boolean };

/** Longer texts are a hostile page's. */
export const LONGEST_TIMINGS = 1_000_000;
const MOST_TIMINGS = 2_000;
const LONGEST_URL = 16_384;

/**
 * Reads `[[url, at, status], …]` as JSON; null when it is none. The page can answer in the browser's
 * place: whatever it says is read within bounds. Never throws.
 */
export function parseResourceTimings(text: unknown): readonly ResourceTiming[] | null {
  if (typeof text !== 'string' || text.length > LONGEST_TIMINGS) return null;
  const rows = parseJson(text);
  return Array.isArray(rows) ? rows.slice(-MOST_TIMINGS).flatMap(parseRow) : null;
}

function parseRow(row: unknown): readonly ResourceTiming[] {
  const [url, at, status] = list(row);
  if (typeof url !== 'string' || url.length > LONGEST_URL) return [];
  if (typeof at !== 'number' || !Number.isFinite(at)) return [];
  // Browsers without this field have nothing in its place.
  if (typeof status !== 'number' || !Number.isInteger(status)) return [];
  return [{ url: redactUrl(url), at, status }];
}
