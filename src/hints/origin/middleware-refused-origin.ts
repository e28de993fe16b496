import { answersThatAllowed, type Refusal, refusal, variesByOrigin } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { get, has } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { CORSHEADERS_SETTINGS, looksLikeDjango } from '../../servers/django-cors-headers/marks.ts';
import { isNginx } from '../../servers/nginx/marks.ts';

/** A proxy that forwards another origin gets an answer for that one, which the browser refuses. */
const NO_OTHER_ORIGIN = say` Do not let nginx send another ${code('Origin')} to the application
  (${code('proxy_set_header Origin')}): the response then allows that origin, not the page’s.`
  .fr` Ne laissez pas nginx envoyer un autre en-tête ${code('Origin')} à l’application
  (${code('proxy_set_header Origin')}) : sinon, la réponse autorise cette origine, et non celle de
  la page.`;

/** What shows that CORS code answered; null if nothing does. Only such code sends its lists. */
function signOf({ headers, finding }: Refusal): string | null {
  if (variesByOrigin(headers)) return 'Vary: Origin';
  if (finding.phase !== 'preflight') return null;
  return LISTS.find((name) => has(headers, name)) ?? null;
}

const LISTS = [
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Max-Age',
] as const;

/** CORS code checked the origin and did not find it in its list. */
export const middlewareRefusedOrigin: HintRule = {
  id: 'middleware-refused-origin',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || refused.finding.cause !== 'missing-allow-origin') return null;
    const { headers } = refused;
    const sign = signOf(refused);
    if (sign === null || has(headers, 'access-control-allow-origin')) return null;
    // No server should allow `null`: see opaque-origin.
    if (context.evaluation.origin === 'null') return null;
    if (answersThatAllowed(context).length > 0) return null;
    const django = looksLikeDjango(context.server);
    const alone = get(headers, 'access-control-allow-credentials') === 'true';
    const list = django
      ? code('CORS_ALLOWED_ORIGINS')
      : phrase`the server’s list`.fr`la liste du serveur`;
    return {
      confidence: django || alone ? 0.92 : 0.75,
      text: say`Add exactly ${shown(context.evaluation.origin)} to ${list}: with its scheme and
        port, without a slash at its end, and with a comma between two entries. If it is there already,
        check whether an environment variable replaces the list where the server runs, and restart it.
        The server’s CORS code ran (${code(sign)} shows it) and does not allow this origin.${isNginx(headers) ? NO_OTHER_ORIGIN : []}`
        .fr`Ajoutez exactement ${shown(context.evaluation.origin)} à ${list} : avec son schéma et
        son port, sans barre oblique à la fin, et avec une virgule entre deux entrées. Si elle y est
        déjà, vérifiez si une variable d’environnement remplace la liste là où le serveur s’exécute, et
        redémarrez-le. Le code CORS du serveur s’est exécuté (${code(sign)} le
        montre) et n’autorise pas cette origine.${isNginx(headers) ? NO_OTHER_ORIGIN : []}`,
      docs: django
        ? CORSHEADERS_SETTINGS
        : 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Origin',
    };
  },
};
