import { isToken } from '../../model/header-list.ts';
import { nameableOrigin, parseUrl } from '../../model/origin.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';

/**
 * Whether headers can meet a requirement: valid origins, and methods and header names that are
 * tokens. `*` is a token too, but here it is the wildcard, which no fix offers.
 */
export function canBeMet(requirement: AnswerRequirement): boolean {
  return (
    [requirement.origin, ...requirement.origins].every((one) => nameableOrigin(one) !== null) &&
    parseUrl(requirement.url) !== null &&
    [...requirement.methods, ...requirement.headers, ...requirement.expose].every(
      (name) => isToken(name) && name !== '*',
    )
  );
}
