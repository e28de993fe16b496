import { answersThatAllowed, hasCorsHeader, refusal } from '../../../evidence/facts.ts';
import type { HintRule } from '../../../evidence/hint.ts';
import { code } from '../../../model/prose.ts';
import { say } from '../../../model/say.ts';
import { shown } from '../../../model/shown.ts';
import { isNginx } from '../marks.ts';

/** The statuses to which nginx adds a header without `always`. */
const ADDED_TO: ReadonlySet<number> = new Set([200, 201, 204, 206, 301, 302, 303, 304, 307, 308]);

/** Without `always`, nginx adds the headers of `add_header` to successful responses only. */
export const nginxWithoutAlways: HintRule = {
  id: 'nginx-without-always',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || !isNginx(refused.headers)) return null;
    if (hasCorsHeader(refused.headers)) return null;
    const good = answersThatAllowed(context).some(({ status }) => ADDED_TO.has(status));
    if (ADDED_TO.has(refused.status) || !good) return null;
    return {
      confidence: 0.7,
      text: say`End each ${code('add_header')} line with ${code('always')}: the page can then read
        what went wrong. On good responses, nginx allowed ${shown(context.evaluation.origin)}. It adds
        nothing to this one, which has the status ${code(String(refused.status))}.`.fr`Terminez
        chaque ligne ${code('add_header')} par ${code('always')} : la page peut alors lire ce qui a
        échoué. Dans les bonnes réponses, nginx autorisait ${shown(context.evaluation.origin)}. Il
        n’ajoute rien à celle-ci, qui a le statut ${code(String(refused.status))}.`,
      docs: 'https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header',
    };
  },
};
