import { nameableOrigin } from '../model/origin.ts';
import { conjunction, phrase } from '../model/say.ts';

/**
 * What would pass as `Access-Control-Allow-Origin`, except for the unsafe `null`. Fits a table
 * cell.
 */
export function expectedOrigin(origin: string, wildcard: boolean): string {
  if (nameableOrigin(origin) !== null)
    return wildcard ? `${origin} ${conjunction('or')} *` : origin;
  return wildcard
    ? phrase`* (the origin is null)`.fr`* (l’origine est null)`
    : phrase`nothing safe: the origin is null`.fr`rien de sûr : l’origine est null`;
}

/** The name of the status line, beside the names of headers. */
export const STATUS = phrase`Status`.fr`Statut`;

/** The statuses with which a preflight passes. */
export const EXPECTED_STATUS = phrase`200 to 299`.fr`de 200 à 299`;
