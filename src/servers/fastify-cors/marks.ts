import { code, prose } from '../../model/prose.ts';
import { headerOf, headerSignal, lineOf, type Signal } from '../kit/marks.ts';
import { DEFAULT_METHODS } from './model.ts';

/** As measured on Fastify 5 with @fastify/cors 11. */
export const SIGNALS: readonly Signal[] = [
  headerSignal(
    0.6,
    'Keep-Alive',
    /^timeout=72$/,
    (line) => prose`Fastify sends ${line} by default.`,
  ),
  {
    weight: 0.4,
    seen: (one) =>
      one.status === 204 &&
      headerOf(one, 'access-control-allow-methods') === DEFAULT_METHODS.join(','),
    evidence: (one) => prose`${code('@fastify/cors')} sends
      ${lineOf(one, 'Access-Control-Allow-Methods')} by default.`,
  },
];
