import { refusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { outerLayerOf } from '../../evidence/layers.ts';
import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { isNginx } from '../../servers/nginx/marks.ts';

/** A proxy writes the host without its port into `Origin`, and the application allows that. */
export const proxyChangedOrigin: HintRule = {
  id: 'proxy-changed-origin',
  detect: (context) => {
    const refused = refusal(context);
    if (refused?.finding.cause !== 'allow-origin-mismatch') return null;
    const { origin } = context.evaluation;
    const page = parseUrl(origin);
    const { received } = refused.finding.evidence;
    const isNear =
      page !== null && page.port !== '' && received === `${page.protocol}//${page.hostname}`;
    if (!isNear || !(isNginx(refused.headers) || outerLayerOf(refused.headers) !== null))
      return null;
    return {
      confidence: 0.8,
      text: say`Do not let the proxy write another Origin (nginx: ${code('proxy_set_header Origin')}).
        Probably it sends the host without its port to the application, which then allows
        ${shown(received)} instead of ${shown(origin)}.`.fr`Ne laissez pas le proxy écrire un autre
        en-tête Origin (nginx : ${code('proxy_set_header Origin')}). Il envoie probablement l’hôte
        sans son port à l’application, qui autorise alors ${shown(received)} au lieu de
        ${shown(origin)}.`,
      docs: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header',
    };
  },
};
