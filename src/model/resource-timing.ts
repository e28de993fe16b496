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
  /** Of a frame: its origin, which is the page's. Null: of the outermost document. */
  readonly frameOf: string | null;
};

/** A request's id, and whether the page received a response that it may read. */
export type HandedOver = { readonly id: string; readonly handedOver: boolean };

/** A longer text comes from a hostile page. */
export const LONGEST_TIMINGS = 1_000_000;
const MOST_TIMINGS = 2_000;
const LONGEST_URL = 16_384;

/**
 * Reads `[[url, at, status, isFrame], …]` as JSON. Null when it is not that. The page can answer in
 * the browser's place, so everything is read within bounds. `origin`: the page's, as the browser
 * says it; without it, frames are left out. Never throws.
 */
export function parseResourceTimings(
  text: unknown,
  origin: string | null,
): readonly ResourceTiming[] | null {
  if (typeof text !== 'string' || text.length > LONGEST_TIMINGS) return null;
  const rows = parseJson(text);
  return Array.isArray(rows)
    ? rows.slice(-MOST_TIMINGS).flatMap((row) => parseRow(row, origin))
    : null;
}

function parseRow(row: unknown, origin: string | null): readonly ResourceTiming[] {
  const [url, at, status, isFrame = 0] = list(row);
  if (typeof url !== 'string' || url.length > LONGEST_URL) return [];
  if (typeof at !== 'number' || !Number.isFinite(at)) return [];
  // Browsers without this field leave it empty.
  if (typeof status !== 'number' || !Number.isInteger(status)) return [];
  if (isFrame !== 0 && origin === null) return [];
  return [{ url: redactUrl(url), at, status, frameOf: isFrame === 0 ? null : origin }];
}
