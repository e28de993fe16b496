import { has } from '../../model/header-list.ts';
import type { ObservedAnswer, ServerObservation } from '../../model/observation.ts';
import { code } from '../../model/prose.ts';
import { detectBySignals, headerOf, lineOf, type Signal } from '../signals.ts';
import type { Detection } from '../stack.ts';

/** As measured on httpd 2.4. */
const SIGNALS: readonly Signal[] = [
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

/** How surely Apache httpd itself answers; an application behind it may have its own name. */
export function detect({ answers }: ServerObservation): Detection {
  const own = answers.filter((one) => !has(one.headers, 'x-powered-by'));
  const server = answers.findLast(isApache);
  const version = server && /^Apache\/(\d+\.\d+)/.exec(headerOf(server, 'server'))?.[1];
  return {
    ...detectBySignals(SIGNALS, answers, own),
    versions: version === undefined ? [] : [`Apache ${version}`],
  };
}

function isApache(answer: ObservedAnswer): boolean {
  return /^Apache(\/|$)/.test(headerOf(answer, 'server'));
}
