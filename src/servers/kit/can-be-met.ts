import { isToken } from '../../model/header-list.ts';
import { nameableOrigin, parseUrl } from '../../model/origin.ts';
import type { AnswerRequirement } from '../../model/requirement.ts';

/**
 * Whether headers can meet a requirement at all: nameable origins, and methods and header names
 * that are tokens. `*` is a token too, but as a wish it is the wildcard, which nobody is offered.
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
