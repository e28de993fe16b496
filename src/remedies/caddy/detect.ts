import { getAll, has } from '../../model/header-list.ts';
import type { ObservedAnswer } from '../../model/observation.ts';
import { headerOf, lineOf, type Signal } from '../signals.ts';

/** As measured on Caddy 2.6 and 2.11. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.7,
    seen: (one) => headerOf(one, 'server') === 'Caddy' && !has(one.headers, 'x-powered-by'),
    evidence: (one) => [lineOf(one, 'Server'), ' is the only name on this answer.'],
  },
  {
    weight: 0.45,
    seen: isProxied,
    evidence: (one) => [
      'Caddy passed this answer on (',
      lineOf(one, has(one.headers, 'via') ? 'Via' : 'Server'),
      '): the headers can be set there as well as behind it.',
    ],
  },
];

/** Until 2.9 with both names, since then with the application's and a `Via`. */
function isProxied(answer: ObservedAnswer): boolean {
  const names = getAll(answer.headers, 'server');
  return /\bCaddy$/.test(headerOf(answer, 'via')) || (names.includes('Caddy') && names.length > 1);
}
