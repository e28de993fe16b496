import type { SeenServer } from '../model/seen-server.ts';
import { anyOriginWithCredentials } from './any-origin-with-credentials.ts';
import { nullOriginAllowed } from './null-origin-allowed.ts';
import { preflightKeptTooLong } from './preflight-kept-too-long.ts';
import type { Risk, RiskRule } from './risk.ts';
import { singleLetterMethods } from './single-letter-methods.ts';
import { unanchoredPattern } from './unanchored-pattern.ts';
import { wildcardWithCookies } from './wildcard-with-cookies.ts';

/** Every rule, one file each, the most severe first. */
export const risks: readonly RiskRule[] = [
  anyOriginWithCredentials,
  nullOriginAllowed,
  unanchoredPattern,
  wildcardWithCookies,
  singleLetterMethods,
  preflightKeptTooLong,
];

/**
 * What looks unsafe in a server's CORS answers, the most severe first. Independent of the
 * diagnosis: requests that pass may show it too, and it never explains a block. Never throws.
 */
export function lintServer(seenServer: SeenServer): readonly Risk[] {
  return risks.flatMap(({ id, kind, detect }): readonly Risk[] => {
    const found = detect(seenServer);
    return found === null ? [] : [{ id, kind, ...found }];
  });
}
