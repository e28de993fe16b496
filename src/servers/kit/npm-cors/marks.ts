import { has } from '../../../model/header-list.ts';
import { code } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import type { SeenAnswer } from '../../../model/seen-server.ts';
import { headerOf, lineOf, type Signal } from '../marks.ts';
import { NPM_CORS_METHODS } from './model.ts';

/** As measured on cors 2.8, on Express 4 and 5. */
export const NPM_CORS_SIGNALS: readonly Signal[] = [
  {
    weight: 0.35,
    seen: (one) =>
      isNpmCorsPreflight(one) &&
      headerOf(one, 'access-control-allow-methods') === NPM_CORS_METHODS.join(','),
    evidence: (one) => say`The npm package ${code('cors')} sends
      ${lineOf(one, 'Access-Control-Allow-Methods')} by default.`.fr`Le paquet npm ${code('cors')}
      envoie ${lineOf(one, 'Access-Control-Allow-Methods')} par défaut.`,
  },
  {
    weight: 0.2,
    seen: (one) =>
      isNpmCorsPreflight(one) && /Access-Control-Request-Headers/.test(headerOf(one, 'vary')),
    evidence: (one) => say`The npm package ${code('cors')} answers a preflight with an empty 204
      and ${lineOf(one, 'Vary')}.`.fr`Le paquet npm ${code('cors')} répond à une requête
      préliminaire par un 204 vide et ${lineOf(one, 'Vary')}.`,
  },
];

/** Whether the package answers OPTIONS like this. */
export function isNpmCorsPreflight(answer: SeenAnswer): boolean {
  return (
    answer.kind === 'preflight' &&
    answer.status === 204 &&
    headerOf(answer, 'content-length') === '0' &&
    has(answer.headers, 'access-control-allow-methods')
  );
}
