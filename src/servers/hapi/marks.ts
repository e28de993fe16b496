import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { headerOf, headerSignal, lineOf, type Signal } from '../kit/marks.ts';
import { EXPOSED, HEADERS } from './model.ts';

/** As measured on hapi 21, which sends no name. */
export const SIGNALS: readonly Signal[] = [
  headerSignal(
    0.85,
    'Access-Control-Expose-Headers',
    new RegExp(`^${EXPOSED.join(',')}`),
    (line) => say`hapi sends ${line} by default.`.fr`Par défaut, hapi envoie ${line}.`,
  ),
  headerSignal(
    0.7,
    'Access-Control-Allow-Headers',
    new RegExp(`^${HEADERS.join(',')}`),
    (line) => say`hapi sends ${line} by default.`.fr`Par défaut, hapi envoie ${line}.`,
  ),
  {
    weight: 0.7,
    seen: (one) => one.kind === 'preflight' && one.status === 200 && isUncachedJson(one),
    evidence: () =>
      say`hapi rejects a preflight with 200 and a message in JSON.`
        .fr`hapi rejette une requête préliminaire avec 200 et un message en JSON.`,
  },
  {
    weight: 0.55,
    // {"statusCode":404,"error":"Not Found","message":"Not Found"}
    seen: (one) =>
      one.status === 404 && headerOf(one, 'content-length') === '60' && isUncachedJson(one),
    evidence: () =>
      say`hapi’s 404 is 60 bytes of JSON that must not be cached.`
        .fr`Le 404 de hapi fait 60 octets de JSON, à ne pas mettre en cache.`,
  },
  {
    weight: 0.35,
    seen: (one) => isUncachedJson(one) && headerOf(one, 'accept-ranges') === 'bytes',
    evidence: (one) =>
      say`hapi sends ${lineOf(one, 'Accept-Ranges')} and ${lineOf(one, 'Cache-Control')} with
        JSON.`
        .fr`hapi envoie ${lineOf(one, 'Accept-Ranges')} et ${lineOf(one, 'Cache-Control')} avec du
        JSON.`,
  },
];

const isUncachedJson = (answer: SeenAnswer): boolean =>
  headerOf(answer, 'cache-control') === 'no-cache' &&
  headerOf(answer, 'content-type') === 'application/json; charset=utf-8';
