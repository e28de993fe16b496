import { prose } from '../../model/prose.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { headerOf, headerSignal, lineOf, type Signal } from '../kit/marks.ts';
import { EXPOSED, HEADERS } from './model.ts';

/** As measured on hapi 21, which sends no name. */
export const SIGNALS: readonly Signal[] = [
  headerSignal(
    0.85,
    'Access-Control-Expose-Headers',
    new RegExp(`^${EXPOSED.join(',')}`),
    (line) => prose`hapi sends ${line} by default.`,
  ),
  headerSignal(
    0.7,
    'Access-Control-Allow-Headers',
    new RegExp(`^${HEADERS.join(',')}`),
    (line) => prose`hapi sends ${line} by default.`,
  ),
  {
    weight: 0.7,
    seen: (one) => one.kind === 'preflight' && one.status === 200 && isUncachedJson(one),
    evidence: () => prose`hapi rejects a preflight with 200 and a message in JSON.`,
  },
  {
    weight: 0.55,
    // {"statusCode":404,"error":"Not Found","message":"Not Found"}
    seen: (one) =>
      one.status === 404 && headerOf(one, 'content-length') === '60' && isUncachedJson(one),
    evidence: () => prose`hapi’s 404 is 60 bytes of JSON that must not be cached.`,
  },
  {
    weight: 0.35,
    seen: (one) => isUncachedJson(one) && headerOf(one, 'accept-ranges') === 'bytes',
    evidence: (one) => prose`hapi sends ${lineOf(one, 'Accept-Ranges')} and
      ${lineOf(one, 'Cache-Control')} with JSON.`,
  },
];

const isUncachedJson = (answer: SeenAnswer): boolean =>
  headerOf(answer, 'cache-control') === 'no-cache' &&
  headerOf(answer, 'content-type') === 'application/json; charset=utf-8';
