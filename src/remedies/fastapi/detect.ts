import type { ObservedAnswer, ServerObservation } from '../../model/observation.ts';
import { code } from '../../model/prose.ts';
import { detectBySignals, headerOf, lineOf, type Signal } from '../signals.ts';
import type { Detection } from '../stack.ts';
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
    weight: 0.3,
    seen: (one) =>
      headerOf(one, 'server') === 'uvicorn' &&
      one.kind === 'preflight' &&
      one.status === 405 &&
      headerOf(one, 'content-length') === '31',
    evidence: () => [
      'A 405 of 31 bytes to the preflight is ',
      code('{"detail":"Method Not Allowed"}'),
      '.',
    ],
  },
  {
    weight: 0.2,
    seen: (one) => headerOf(one, 'server') === 'uvicorn' && one.status === 307,
    evidence: () => ['A slash redirect with 307 is Starlette’s.'],
  },
];

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
