import { nameableOrigin } from '../model/origin.ts';

/**
 * What would pass as `Access-Control-Allow-Origin`, except for the unsafe `null`. Fits a table
 * cell.
 */
export function expectedOrigin(origin: string, wildcard: boolean): string {
  if (nameableOrigin(origin) !== null) return wildcard ? `${origin} or *` : origin;
  return wildcard ? '* (the origin is null)' : 'nothing safe: the origin is null';
}

/** The statuses with which a preflight passes. */
export const EXPECTED_STATUS = '200 to 299';
