import type { SeenServer } from '../model/seen-server.ts';
import { anyOriginWithCredentials } from './any-origin-with-credentials.ts';
import { nullOriginAllowed } from './null-origin-allowed.ts';
import { preflightKeptTooLong } from './preflight-kept-too-long.ts';
import type { Risk, RiskRule } from './risk.ts';
import { singleLetterMethods } from './single-letter-methods.ts';
import { unanchoredPattern } from './unanchored-pattern.ts';
import { wildcardWithCookies } from './wildcard-with-cookies.ts';

/** Every rule, one file each, the gravest first. */
export const risks: readonly RiskRule[] = [
  anyOriginWithCredentials,
  nullOriginAllowed,
  unanchoredPattern,
  wildcardWithCookies,
  singleLetterMethods,
  preflightKeptTooLong,
];

/**
 * What looks unsafe in a server's CORS answers, the gravest first. Apart from every diagnosis: a
 * request that passes may show it, and none of it is why a request was blocked. Never throws.
 */
export function lintServer(seenServer: SeenServer): readonly Risk[] {
  return risks.flatMap(({ id, detect }): readonly Risk[] => {
    const found = detect(seenServer);
    return found === null ? [] : [{ id, ...found }];
  });
}
