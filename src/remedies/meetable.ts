import { isToken } from '../model/header-list.ts';
import { nameableOrigin, parseUrl } from '../model/origin.ts';
import type { AnswerRequirement } from '../model/requirement.ts';

/**
 * Whether headers can meet a requirement at all: one nameable origin, and methods and header names
 * that are tokens. `*` is a token too, but as a wish it is the wildcard, which nobody is offered.
 */
export function isMeetable(requirement: AnswerRequirement): boolean {
  return (
    nameableOrigin(requirement.origin) !== null &&
    parseUrl(requirement.url) !== null &&
    [...requirement.methods, ...requirement.headers].every((name) => isToken(name) && name !== '*')
  );
}
