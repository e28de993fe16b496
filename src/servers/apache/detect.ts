import { has } from '../../model/header-list.ts';
import type { ObservedAnswer } from '../../model/observation.ts';
import { code } from '../../model/prose.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';

/** As measured on httpd 2.4. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.6,
    seen: isApache,
    evidence: (one) => [lineOf(one, 'Server'), ' is Apache httpd.'],
  },
  {
    weight: 0.5,
    seen: (one) => isApache(one) && /^(?=.*TRACE)[A-Z,]+$/.test(headerOf(one, 'allow')),
    evidence: (one) => [lineOf(one, 'Allow'), ' is its own answer to ', code('OPTIONS'), '.'],
  },
  {
    weight: 0.2,
    seen: (one) => isApache(one) && /^"[0-9a-f]+-[0-9a-f]+"$/.test(headerOf(one, 'etag')),
    evidence: (one) => [lineOf(one, 'ETag'), ' is on files that it gives out itself.'],
  },
];

/** The release, where the server names it. */
export function versions(answers: readonly ObservedAnswer[]): readonly string[] {
  const server = answers.findLast(isApache);
  const version = server && /^Apache\/(\d+\.\d+)/.exec(headerOf(server, 'server'))?.[1];
  return version === undefined ? [] : [`Apache ${version}`];
}

/** Not where an application behind it says its own name. */
function isApache(answer: ObservedAnswer): boolean {
  return /^Apache(\/|$)/.test(headerOf(answer, 'server')) && !has(answer.headers, 'x-powered-by');
}
