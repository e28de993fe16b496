import { isToken } from '../model/header-list.ts';
import { parseUrl } from '../model/origin.ts';
import type { AnswerRequirement } from '../model/requirement.ts';

const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/(?:\[[0-9a-f:.]+\]|[a-z0-9._~-]+)(?::\d{1,5})?$/;

/** Whether a text is one origin that a server may name: scheme, host, port; not `null`, not `*`. */
export function isSerializedOrigin(text: string): boolean {
  return ORIGIN.test(text);
}

/**
 * Whether headers can meet a requirement at all: one nameable origin, and methods and header names
 * that are tokens. `*` is a token too, but as a wish it is the wildcard, which nobody is offered.
 */
export function isMeetable(requirement: AnswerRequirement): boolean {
  return (
    isSerializedOrigin(requirement.origin) &&
    parseUrl(requirement.url) !== null &&
    [...requirement.methods, ...requirement.headers].every((name) => isToken(name) && name !== '*')
  );
}
