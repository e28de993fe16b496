import type { ObservedAnswer, ServerObservation } from '../../model/observation.ts';
import { code } from '../../model/prose.ts';
import { detectBySignals, headerOf, lineOf, type Signal } from '../kit/marks.ts';
import type { Detection } from '../kit/stack.ts';
import { SAFELISTED_HEADERS } from './model.ts';

/** As measured on FastAPI 0.92 with Starlette 0.26, and on Starlette 1.9. */
const SIGNALS: readonly Signal[] = [
  {
    weight: 0.9,
    seen: isStarlettesPreflight,
    evidence: (one) => [
      lineOf(one, 'Access-Control-Allow-Headers'),
      ' beside a status ',
      code(String(one.status)),
      ' in plain text is how CORSMiddleware answers a preflight.',
    ],
  },
  {
    weight: 0.4,
    seen: (one) => headerOf(one, 'server') === 'uvicorn',
    evidence: (one) => [lineOf(one, 'Server'), ' runs FastAPI more often than anything else.'],
  },
  {
    weight: 0.4,
    seen: (one) => isBody(one, 'application/json', FASTAPI_BODIES),
    evidence: (one) => [
      'A ',
      code(String(one.status)),
      ' of ',
      code(headerOf(one, 'content-length')),
      ' bytes of JSON is FastAPI’s ',
      code(FASTAPI_BODIES[one.status] ?? ''),
      '.',
    ],
  },
  {
    weight: 0.25,
    seen: (one) => isBody(one, 'text/plain; charset=utf-8', STARLETTE_BODIES),
    evidence: (one) => [
      'A ',
      code(String(one.status)),
      ' of ',
      code(headerOf(one, 'content-length')),
      ' bytes of text is Starlette’s ',
      code(STARLETTE_BODIES[one.status] ?? ''),
      '.',
    ],
  },
  {
    weight: 0.2,
    seen: (one) => headerOf(one, 'server') === 'uvicorn' && one.status === 307,
    evidence: () => ['A slash redirect with 307 is Starlette’s.'],
  },
];

/** What each says by itself, known by its length: bodies are not seen. */
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
  answer: ObservedAnswer,
  type: string,
  bodies: Readonly<Record<number, string>>,
): boolean =>
  headerOf(answer, 'content-type') === type &&
  headerOf(answer, 'content-length') === String(bodies[answer.status]?.length);

/** How surely FastAPI or Starlette answers. Django under uvicorn names itself in other headers. */
export function detect({ answers }: ServerObservation): Detection {
  const own = answers.filter((one) => headerOf(one, 'x-frame-options') === '');
  const found = detectBySignals(SIGNALS, answers, own);
  const versions = own.some(variesByAll) ? ['Starlette ≥ 1.0'] : [];
  return { ...found, versions };
}

/** The safelisted names are always listed, sorted, whatever else is allowed. */
export function isStarlettesPreflight(answer: ObservedAnswer): boolean {
  const listed = headerOf(answer, 'access-control-allow-headers').split(', ');
  return (
    answer.kind === 'preflight' &&
    (answer.status === 200 || answer.status === 400) &&
    (variesByAll(answer) || SAFELISTED_HEADERS.every((name) => listed.includes(name)))
  );
}

/** Starlette 1 varies its preflights by everything that it reads. */
export const variesByAll = (answer: ObservedAnswer): boolean =>
  /Access-Control-Request-Private-Network/.test(headerOf(answer, 'vary')) &&
  answer.kind === 'preflight';
