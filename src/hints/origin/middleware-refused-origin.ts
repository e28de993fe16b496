import { answersThatAllowed, refusal, variesByOrigin } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { get, has } from '../../model/header-list.ts';
import { code, prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';
import { CORSHEADERS_SETTINGS, looksLikeDjango } from '../../servers/django-cors-headers/marks.ts';
import { isNginx } from '../../servers/nginx/marks.ts';

/** A proxy that forwards another origin gets an answer for that one, which the browser refuses. */
const NO_OTHER_ORIGIN = prose` Do not let nginx send another ${code('Origin')} to the application
  (${code('proxy_set_header Origin')}): the response then allows that origin, not the page’s.`;

/** CORS code checked the origin (`Vary: Origin`) and did not find it in its list. */
export const middlewareRefusedOrigin: HintRule = {
  id: 'middleware-refused-origin',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || refused.finding.cause !== 'missing-allow-origin') return null;
    const { headers } = refused;
    if (!variesByOrigin(headers) || has(headers, 'access-control-allow-origin')) return null;
    // No server should allow `null`: see opaque-origin.
    if (context.evaluation.origin === 'null') return null;
    if (answersThatAllowed(context).length > 0) return null;
    const django = looksLikeDjango(context.server);
    const alone = get(headers, 'access-control-allow-credentials') === 'true';
    return {
      confidence: django || alone ? 0.92 : 0.75,
      text: prose`Add exactly ${shown(context.evaluation.origin)} to ${
        django ? code('CORS_ALLOWED_ORIGINS') : 'the server’s list'
      }: with its scheme and port, without a slash at its end, and with a comma between two entries. If
        it is there already, restart the server. The server’s CORS code ran (${code('Vary: Origin')}
        shows it) and does not allow this origin.${isNginx(headers) ? NO_OTHER_ORIGIN : []}`,
      docs: django
        ? CORSHEADERS_SETTINGS
        : 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Origin',
    };
  },
};
