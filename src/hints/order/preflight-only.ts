import { hasCorsHeader, headerIncludes, refusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { get } from '../../model/header-list.ts';
import { code, prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';

/** The CORS code answers OPTIONS only: the preflight passes, the request itself is refused. */
export const preflightOnly: HintRule = {
  id: 'preflight-only',
  detect: (context) => {
    const refused = refusal(context);
    if (refused?.finding.cause !== 'missing-allow-origin' || refused.finding.phase !== 'actual') {
      return null;
    }
    const preflight = refused.hop.preflight?.response?.headers ?? [];
    const allowed = get(preflight, 'access-control-allow-origin');
    if (allowed === null || refused.status >= 300 || hasCorsHeader(refused.headers)) return null;
    const nginx = headerIncludes(refused.headers, 'server', 'nginx');
    return {
      confidence: 0.87,
      text: prose`Let the CORS code run for every method and before the routes${nginx ? IN_NGINX : IN_EXPRESS}.
        The response to the preflight request has ${shown(`Access-Control-Allow-Origin: ${allowed}`)}, but
        the response to ${shown(refused.hop.method)} has no CORS header.`,
      docs: nginx ? 'https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header' : null,
    };
  },
};

const IN_NGINX = prose` (an ${code('add_header')} inside ${code('if')} applies only there)`;
const IN_EXPRESS = prose` (in Express, ${code('app.use(cors())')} comes first)`;
