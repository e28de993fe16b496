import { refusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { isManifest } from '../../evidence/manifest.ts';
import { isLoginRedirect } from '../../model/login.ts';
import { originOf } from '../../model/origin.ts';
import { prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';
import { isOfOthers } from '../../servers/third-party/index.ts';

/** The first server did not refuse; a redirect's target did. */
export const redirectTargetRefuses: HintRule = {
  id: 'redirect-target-refuses',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || refused.finding.hop === 0) return null;
    const before = context.exchange.hops[refused.finding.hop - 1];
    const toLogin = before !== undefined && isLoginRedirect(before.url, refused.hop.url);
    if (toLogin && isManifest(context.exchange)) return null;
    const asked = originOf(context.exchange.hops[0].url);
    const refusing = originOf(refused.hop.url);
    if (asked === refusing) return null;
    return {
      confidence: 0.95,
      text: prose`${
        toLogin
          ? prose`Keep the first server from redirecting scripts to ${shown(refusing)}: no login page allows them.`
          : isOfOthers(refused.hop.url)
            ? prose`Keep the first server from redirecting scripts to ${shown(refusing)}: it allows no page.`
            : prose`Let ${shown(refusing)} allow the request, or keep the first server from redirecting scripts there.`
      } The page requested ${shown(asked)}, which redirected to ${shown(refusing)}, and that server refuses. CORS
        settings of ${shown(asked)} do not change that.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Redirections',
    };
  },
};
