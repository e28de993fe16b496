import { findingOf, preflightRefusal } from '../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../evidence/hint.ts';
import { get } from '../../model/header-list.ts';
import type { Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { everAnsweredAt } from '../../model/seen-server.ts';
import { shown, shownList } from '../../model/shown.ts';

/**
 * An earlier answer to a preflight is not the reason: the browser asks again for what it does not
 * cover.
 * @see https://fetch.spec.whatwg.org/#cors-preflight-cache
 */
export const preflightNotStale: HintRule = {
  id: 'preflight-not-stale',
  detect: (context) => {
    const refused = preflightRefusal(context);
    const missing = missingFrom(context);
    if (refused === null || missing === null) return null;
    const kept = everAnsweredAt(context.server, refused.hop.url).findLast(
      ({ kind, at, headers }) =>
        kind === 'preflight' && at < refused.at && Number(get(headers, MAX_AGE)) > 0,
    );
    if (kept === undefined) return null;
    return {
      confidence: 0.6,
      text: say`Let the server list ${missing}: no old response is to blame, and emptying the cache changes
        nothing. The browser keeps the response to an earlier preflight request
        (${shown(`${MAX_AGE_NAME}: ${get(kept.headers, MAX_AGE) ?? ''}`)}). It has just asked again,
        because that one does not cover ${missing}.`.fr`Ajoutez ${missing} à la liste du serveur :
        aucune ancienne réponse n’est en cause, et vider le cache ne change rien. Le navigateur
        garde la réponse à une requête préliminaire antérieure
        (${shown(`${MAX_AGE_NAME}: ${get(kept.headers, MAX_AGE) ?? ''}`)}). Il vient de redemander,
        car cette réponse ne couvre pas ${missing}.`,
      docs: 'https://fetch.spec.whatwg.org/#cors-preflight-cache',
    };
  },
};

const MAX_AGE_NAME = 'Access-Control-Max-Age';
const MAX_AGE = 'access-control-max-age';

function missingFrom(context: HintContext): Prose | null {
  const method = findingOf(context, 'method-not-allowed')?.evidence.method;
  const headers = findingOf(context, 'header-not-allowed')?.evidence.headers;
  if (headers !== undefined && headers.length > 0) return shownList(headers);
  return method === undefined ? null : [shown(method)];
}
