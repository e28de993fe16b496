import { list, parseJson } from './fields.ts';
import { redactUrl } from './redact.ts';

/** What a page's resource timing knows about one request. */
export type ResourceTiming = {
  /** The first URL, without fragment. Redacted, like every URL that is kept. */
  readonly url: string;
  /** When the page asked, in milliseconds since the epoch. */
  readonly at: number;
  /**
   * The response's status. Zero if the page may not know it: the request was refused, failed, or
   * was made without CORS.
   * @see https://w3c.github.io/resource-timing/#dom-performanceresourcetiming-responsestatus
   */
  readonly status: number;
};

/** A request's id, and whether the page received a response that it may read. */
export type HandedOver = { readonly id: string; readonly handedOver: boolean };

/** A longer text comes from a hostile page. */
export const LONGEST_TIMINGS = 1_000_000;
const MOST_TIMINGS = 2_000;
const LONGEST_URL = 16_384;

/**
 * Reads `[[url, at, status], …]` as JSON. Null when it is not that. The page can answer in the
 * browser's place, so everything is read within bounds. Never throws.
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
  // Browsers without this field leave it empty.
  if (typeof status !== 'number' || !Number.isInteger(status)) return [];
  return [{ url: redactUrl(url), at, status }];
}
