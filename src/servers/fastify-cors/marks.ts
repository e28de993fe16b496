import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerOf, headerSignal, lineOf, type Signal } from '../kit/marks.ts';
import { DEFAULT_METHODS } from './model.ts';

/** As measured on Fastify 5 with @fastify/cors 11. */
export const SIGNALS: readonly Signal[] = [
  headerSignal(
    0.6,
    'Keep-Alive',
    /^timeout=72$/,
    (line) => say`Fastify sends ${line} by default.`.fr`Fastify envoie ${line} par défaut.`,
  ),
  {
    weight: 0.4,
    seen: (one) =>
      one.status === 204 &&
      headerOf(one, 'access-control-allow-methods') === DEFAULT_METHODS.join(','),
    evidence: (one) =>
      say`${code('@fastify/cors')} sends ${lineOf(one, 'Access-Control-Allow-Methods')} by default.`
        .fr`${code('@fastify/cors')} envoie ${lineOf(one, 'Access-Control-Allow-Methods')} par
        défaut.`,
  },
];
