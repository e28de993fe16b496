import { hasCorsHeader, preflightRefusal, type Refusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { get } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { looksLikeDjango } from '../../servers/django-cors-headers/marks.ts';
import { isExplained } from '../../servers/instead.ts';

/** The router answers OPTIONS itself with its methods; no CORS code saw the preflight. */
export const routerAnsweredOptions: HintRule = {
  id: 'router-answered-options',
  detect: (context) => {
    const refused = preflightRefusal(context);
    const allow = get(refused?.headers ?? [], 'allow');
    if (refused === null || allow === null || hasCorsHeader(refused.headers)) return null;
    const isOk = refused.status >= 200 && refused.status < 300;
    if (!isOk && refused.status !== 405) return null;
    // Django's views also answer so. Their own hints say where the CORS code belongs.
    if (looksLikeDjango(context.server)) return null;
    if (isExplained(context)) return null;
    return {
      confidence: 0.6,
      text: say`Let the CORS code run before the routes, for every path: the router itself answered the
        preflight request (${code(String(refused.status))} with ${shown(`Allow: ${allow}`)}, and no CORS
        header).${looksLikeAxum(refused) ? IN_AXUM : []}`.fr`Faites passer le code CORS avant les
        routes, pour tous les chemins : le routeur a répondu lui-même à la requête préliminaire
        (${code(String(refused.status))} avec ${shown(`Allow: ${allow}`)}, et aucun en-tête
        CORS).${looksLikeAxum(refused) ? IN_AXUM : []}`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Allow',
    };
  },
};

const IN_AXUM: Prose = say` axum, for example, answers like this. There, call
  ${code('.layer(CorsLayer::new()…)')} after every ${code('.route(…)')}.`.fr` axum, par exemple,
  répond ainsi. Appelez-y ${code('.layer(CorsLayer::new()…)')} après chaque ${code('.route(…)')}.`;

/** Rust's hyper writes names in lower case even in HTTP/1.1; axum adds nothing. */
function looksLikeAxum({ hop, status, headers }: Refusal): boolean {
  return (
    status === 405 &&
    hop.url.startsWith('http:') &&
    headers.every(([name]) => /^(allow|content-length|date)$/.test(name))
  );
}
