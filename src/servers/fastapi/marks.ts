import { get, type HeaderList } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer, SeenServer } from '../../model/seen-server.ts';
import { detectBySignals, headerOf, lineOf, type Signal } from '../kit/marks.ts';
import type { Detection } from '../kit/stack.ts';
import { SAFELISTED_HEADERS } from './model.ts';

/** As measured on FastAPI 0.92 with Starlette 0.26, and on Starlette 1.9. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.9,
    seen: isStarlettesPreflight,
    evidence: (one) =>
      say`CORSMiddleware answers a preflight request like this: ${code(String(one.status))} in plain
        text, with ${lineOf(one, 'Access-Control-Allow-Headers')}.`
        .fr`CORSMiddleware répond ainsi à une requête préliminaire : ${code(String(one.status))} en
        texte brut, avec ${lineOf(one, 'Access-Control-Allow-Headers')}.`,
  },
  {
    weight: 0.4,
    seen: ({ headers }) => isUvicorn(headers),
    evidence: (one) =>
      say`uvicorn (${lineOf(one, 'Server')}) usually runs FastAPI.`
        .fr`uvicorn (${lineOf(one, 'Server')}) exécute d’habitude FastAPI.`,
  },
  {
    weight: 0.4,
    seen: (one) => isBody(one, 'application/json', FASTAPI_BODIES),
    evidence: (one) =>
      say`FastAPI answers ${code(String(one.status))} with ${headerOf(one, 'content-length')} bytes
        of JSON: ${code(FASTAPI_BODIES[one.status] ?? '')}.`
        .fr`FastAPI répond ${code(String(one.status))} avec ${headerOf(one, 'content-length')}
        octets de JSON : ${code(FASTAPI_BODIES[one.status] ?? '')}.`,
  },
  {
    weight: 0.25,
    seen: (one) => isBody(one, 'text/plain; charset=utf-8', STARLETTE_BODIES),
    evidence: (one) =>
      say`Starlette answers ${code(String(one.status))} with ${headerOf(one, 'content-length')}
        bytes of text: ${code(STARLETTE_BODIES[one.status] ?? '')}.`
        .fr`Starlette répond ${code(String(one.status))} avec ${headerOf(one, 'content-length')}
        octets de texte : ${code(STARLETTE_BODIES[one.status] ?? '')}.`,
  },
  {
    weight: 0.2,
    seen: (one) => isUvicorn(one.headers) && one.status === 307,
    evidence: () =>
      say`Starlette redirects with 307 to a URL with a slash.`
        .fr`Starlette redirige avec 307 vers une URL qui se termine par une barre oblique.`,
  },
];

/** Whether uvicorn, the usual server of FastAPI and Starlette, sent the response. */
export function isUvicorn(list: HeaderList): boolean {
  return get(list, 'server') === 'uvicorn';
}

/** The answer of each without a route, recognized by its length: bodies are not seen. */
const FASTAPI_BODIES: Readonly<Record<number, string>> = {
  404: '{"detail":"Not Found"}',
  405: '{"detail":"Method Not Allowed"}',
};
const STARLETTE_BODIES: Readonly<Record<number, string>> = {
  404: 'Not Found',
  405: 'Method Not Allowed',
  500: 'Internal Server Error',
};

const isBody = (
  answer: SeenAnswer,
  type: string,
  bodies: Readonly<Record<number, string>>,
): boolean =>
  headerOf(answer, 'content-type') === type &&
  headerOf(answer, 'content-length') === String(bodies[answer.status]?.length);

/** How surely FastAPI or Starlette answers. Django under uvicorn has other headers. */
export function detect({ answers }: SeenServer): Detection {
  const own = answers.filter((one) => headerOf(one, 'x-frame-options') === '');
  const found = detectBySignals(SIGNALS, answers, own);
  const versions = own.some(variesByAll) ? ['Starlette ≥ 1.0'] : [];
  return { ...found, versions };
}

/** The safelisted names are always listed and sorted. */
function isStarlettesPreflight(answer: SeenAnswer): boolean {
  const listed = headerOf(answer, 'access-control-allow-headers').split(', ');
  return (
    answer.kind === 'preflight' &&
    (answer.status === 200 || answer.status === 400) &&
    (variesByAll(answer) || SAFELISTED_HEADERS.every((name) => listed.includes(name)))
  );
}

/** Starlette 1 varies its preflights by everything that it reads. */
export const variesByAll = (answer: SeenAnswer): boolean =>
  /Access-Control-Request-Private-Network/.test(headerOf(answer, 'vary')) &&
  answer.kind === 'preflight';
