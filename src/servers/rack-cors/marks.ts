import { has } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import type { SeenAnswer } from '../../model/seen-server.ts';
import { headerOf, lineOf, type Signal } from '../kit/marks.ts';

/** As measured on rack-cors 1.1 and 3.0 with puma, and on Rails 6.1. */
export const SIGNALS: readonly Signal[] = [
  {
    weight: 0.95,
    seen: (one) => has(one.headers, 'x-rack-cors'),
    evidence: (one) =>
      say`Rack::Cors sends ${lineOf(one, 'X-Rack-CORS')} while its debug option is on.`
        .fr`Rack::Cors envoie ${lineOf(one, 'X-Rack-CORS')} quand son option de débogage est
        active.`,
  },
  {
    weight: 0.85,
    seen: (one) => hasPreflightLists(one) && headerOf(one, 'access-control-expose-headers') === '',
    evidence: () =>
      say`Rack::Cors sends the lists of a preflight request and an empty
        ${code('Access-Control-Expose-Headers')} with every response.`
        .fr`Rack::Cors envoie avec chaque réponse les listes d’une requête préliminaire et un
        ${code('Access-Control-Expose-Headers')} vide.`,
  },
  {
    weight: 0.6,
    seen: hasPreflightLists,
    evidence: (one) =>
      say`Rack::Cors sends ${lineOf(one, 'Access-Control-Max-Age')} in every response. Others
        send it only for preflight requests.`
        .fr`Rack::Cors envoie ${lineOf(one, 'Access-Control-Max-Age')} dans chaque réponse. D’autres
        ne l’envoient que pour les requêtes préliminaires.`,
  },
  {
    weight: 0.5,
    seen: (one) =>
      /^\d+\.\d+$/.test(headerOf(one, 'x-runtime')) && has(one.headers, 'x-request-id'),
    evidence: (one) =>
      say`Rails sends ${lineOf(one, 'X-Runtime')}.`.fr`Rails envoie ${lineOf(one, 'X-Runtime')}.`,
  },
  {
    weight: 0.3,
    seen: isBareRefusal,
    evidence: () =>
      say`Rack::Cors refuses with an empty 200 that has no ${code('Vary')} and no
        ${code('Allow')}, whatever the reason.`
        .fr`Rack::Cors refuse avec un 200 vide qui n’a ni ${code('Vary')} ni ${code('Allow')},
        quelle que soit la raison.`,
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
