import { hasCorsHeader, headerIncludes, refusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { get, type HeaderList } from '../../model/header-list.ts';
import { code, type Prose } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { isExplained } from '../../servers/instead.ts';

/**
 * The CORS code answers OPTIONS only: the preflight passes, the request itself is refused. A
 * missing header alone proves little, because another layer may have answered. A mark makes it
 * surer.
 */
export const preflightOnly: HintRule = {
  id: 'preflight-only',
  detect: (context) => {
    const refused = refusal(context);
    if (refused?.finding.cause !== 'missing-allow-origin' || refused.finding.phase !== 'actual') {
      return null;
    }
    if (isExplained(context)) return null;
    const preflight = refused.hop.preflight?.response?.headers ?? [];
    const allowed = get(preflight, 'access-control-allow-origin');
    if (allowed === null || refused.status >= 300 || hasCorsHeader(refused.headers)) return null;
    const front = FRONTS.find(({ answers }) => answers(refused.headers, preflight));
    return {
      confidence: front === undefined ? 0.6 : 0.87,
      text: say`Let the CORS code answer every method, not only OPTIONS${front?.advice ?? []}. The response
        to the preflight request has ${shown(`Access-Control-Allow-Origin: ${allowed}`)}, but the response to
        ${shown(refused.hop.method)} has no CORS header.`.fr`Laissez le code CORS répondre à toutes
        les méthodes, pas seulement à OPTIONS${front?.advice ?? []}. La réponse à la requête
        préliminaire a ${shown(`Access-Control-Allow-Origin: ${allowed}`)}, mais la réponse à
        ${shown(refused.hop.method)} n’a aucun en-tête CORS.`,
      docs: front?.docs ?? null,
    };
  },
};

/** What answered both, and why its settings cover only the preflight. */
const FRONTS: readonly {
  readonly answers: (actual: HeaderList, preflight: HeaderList) => boolean;
  readonly advice: Prose;
  readonly docs: `https://${string}`;
}[] = [
  {
    answers: (...both) => both.every((list) => headerIncludes(list, 'server', 'nginx')),
    advice: say` (in nginx, an ${code('add_header')} inside ${code('if')} applies only there)`
      .fr` (dans nginx, un ${code('add_header')} placé dans ${code('if')} ne s’applique que là)`,
    docs: 'https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header',
  },
  {
    answers: (...both) => both.every((list) => headerIncludes(list, 'x-powered-by', 'express')),
    advice: say` (in Express, ${code('app.use(cors())')} comes before the routes)`.fr` (dans
      Express, ${code('app.use(cors())')} vient avant les routes)`,
    docs: 'https://expressjs.com/en/resources/middleware/cors.html',
  },
];
