import { has } from '../../model/header-list.ts';
import { code, prose } from '../../model/prose.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';

/** As measured on rack-cors 1.1 and 3.0 with puma, and on Rails 6.1. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.95,
    seen: (one) => has(one.headers, 'x-rack-cors'),
    evidence: (one) =>
      prose`Rack::Cors sends ${lineOf(one, 'X-Rack-CORS')} while its debug option is on.`,
  },
  {
    weight: 0.85,
    seen: (one) => hasPreflightLists(one) && headerOf(one, 'access-control-expose-headers') === '',
    evidence: () =>
      prose`Rack::Cors sends the lists of a preflight request and an empty
        ${code('Access-Control-Expose-Headers')} with every response.`,
  },
  {
    weight: 0.6,
    seen: hasPreflightLists,
    evidence: (one) =>
      prose`Rack::Cors sends ${lineOf(one, 'Access-Control-Max-Age')} in every response. Others
        send it only for preflight requests.`,
  },
  {
    weight: 0.5,
    seen: (one) =>
      /^\d+\.\d+$/.test(headerOf(one, 'x-runtime')) && has(one.headers, 'x-request-id'),
    evidence: (one) => prose`Rails sends ${lineOf(one, 'X-Runtime')}.`,
  },
  {
    weight: 0.3,
    seen: isBareRefusal,
    evidence: () =>
      prose`Rack::Cors refuses with an empty 200 that has no ${code('Vary')} and no
        ${code('Allow')}, whatever the reason.`,
  },
];

/** The headers of Rack::Cors on every allowed answer; others send them on preflights only. */
function hasPreflightLists(answer: SeenAnswer): boolean {
  return (
    answer.kind === 'actual' &&
    has(answer.headers, 'access-control-allow-methods') &&
    has(answer.headers, 'access-control-max-age') &&
    has(answer.headers, 'access-control-expose-headers') &&
    !has(answer.headers, 'access-control-allow-headers')
  );
}

function isBareRefusal(answer: SeenAnswer): boolean {
  return (
    answer.kind === 'preflight' &&
    answer.status === 200 &&
    headerOf(answer, 'transfer-encoding') === 'chunked' &&
    !['vary', 'allow', 'server', 'content-type', 'access-control-allow-origin'].some((name) =>
      has(answer.headers, name),
    )
  );
}
