import { has } from '../../model/header-list.ts';
import type { ObservedAnswer } from '../../model/observation.ts';
import { code } from '../../model/prose.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';

/** As measured on rack-cors 1.1 and 3.0 with puma, and on Rails 6.1. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.95,
    seen: (one) => has(one.headers, 'x-rack-cors'),
    evidence: (one) => [lineOf(one, 'X-Rack-CORS'), ' is the debug line of Rack::Cors.'],
  },
  {
    weight: 0.85,
    seen: (one) => hasPreflightLists(one) && headerOf(one, 'access-control-expose-headers') === '',
    evidence: () => [
      'The answer carries the lists of a preflight and an empty ',
      code('Access-Control-Expose-Headers'),
      ', as Rack::Cors writes it.',
    ],
  },
  {
    weight: 0.6,
    seen: hasPreflightLists,
    evidence: (one) => [
      lineOf(one, 'Access-Control-Max-Age'),
      ' on an answer that is no preflight: Rack::Cors sends it with each.',
    ],
  },
  {
    weight: 0.5,
    seen: (one) =>
      /^\d+\.\d+$/.test(headerOf(one, 'x-runtime')) && has(one.headers, 'x-request-id'),
    evidence: (one) => [lineOf(one, 'X-Runtime'), ' comes from Rails.'],
  },
  {
    weight: 0.3,
    seen: isBareRefusal,
    evidence: () => [
      'The preflight answer is an empty 200 without ',
      code('Vary'),
      ' or ',
      code('Allow'),
      ': so Rack::Cors refuses, whatever the reason.',
    ],
  },
];

/** What Rack::Cors puts on every allowed answer, and others on preflights only. */
function hasPreflightLists(answer: ObservedAnswer): boolean {
  return (
    answer.kind === 'actual' &&
    has(answer.headers, 'access-control-allow-methods') &&
    has(answer.headers, 'access-control-max-age') &&
    has(answer.headers, 'access-control-expose-headers') &&
    !has(answer.headers, 'access-control-allow-headers')
  );
}

function isBareRefusal(answer: ObservedAnswer): boolean {
  return (
    answer.kind === 'preflight' &&
    answer.status === 200 &&
    headerOf(answer, 'transfer-encoding') === 'chunked' &&
    !['vary', 'allow', 'server', 'content-type', 'access-control-allow-origin'].some((name) =>
      has(answer.headers, name),
    )
  );
}
