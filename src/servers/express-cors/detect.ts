import { has } from '../../model/header-list.ts';
import type { ObservedAnswer, ServerObservation } from '../../model/observation.ts';
import { code } from '../../model/prose.ts';
import { detectBySignals, headerOf, lineOf, type Signal } from '../kit/marks.ts';
import type { Detection } from '../kit/stack.ts';
import { DEFAULT_METHODS } from './model.ts';

/** As measured on Express 4 and 5 with cors 2.8. */
const SIGNALS: readonly Signal[] = [
  {
    weight: 0.7,
    seen: (one) => headerOf(one, 'x-powered-by') === 'Express',
    evidence: (one) => [lineOf(one, 'X-Powered-By'), ' is what Express says of itself.'],
  },
  {
    weight: 0.35,
    seen: (one) =>
      isCorsPreflight(one) &&
      headerOf(one, 'access-control-allow-methods') === DEFAULT_METHODS.join(','),
    evidence: (one) => [
      lineOf(one, 'Access-Control-Allow-Methods'),
      ' is the default of the npm package ',
      code('cors'),
      '.',
    ],
  },
  {
    weight: 0.2,
    seen: (one) =>
      isCorsPreflight(one) && /Access-Control-Request-Headers/.test(headerOf(one, 'vary')),
    evidence: (one) => [
      'An empty 204 with ',
      lineOf(one, 'Vary'),
      ' is how the npm package ',
      code('cors'),
      ' answers a preflight.',
    ],
  },
  {
    weight: 0.3,
    seen: (one) =>
      one.status >= 400 &&
      headerOf(one, 'content-security-policy') === "default-src 'none'" &&
      headerOf(one, 'x-content-type-options') === 'nosniff',
    evidence: (one) => [
      lineOf(one, 'Content-Security-Policy'),
      ' is on the error pages of Express.',
    ],
  },
];

/** How surely Express answers, with or without the package. */
export function detect({ answers }: ServerObservation): Detection {
  return { ...detectBySignals(SIGNALS, answers), versions: [] };
}

/** The image of the package's own answer to any OPTIONS. */
export function isCorsPreflight(answer: ObservedAnswer): boolean {
  return (
    answer.kind === 'preflight' &&
    answer.status === 204 &&
    headerOf(answer, 'content-length') === '0' &&
    has(answer.headers, 'access-control-allow-methods')
  );
}
