import { refusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { isManifest } from '../../evidence/manifest.ts';
import { isLoginRedirect, isLoginReturn } from '../../model/login.ts';
import { originOf } from '../../model/origin.ts';
import { say } from '../../model/say.ts';
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
    // What to do says all of it.
    if (isLoginReturn(refused.hop.url)) return null;
    const advice = toLogin
      ? say`Keep the first server from redirecting scripts to ${shown(refusing)}: no login page allows them.`
          .fr`Empêchez le premier serveur de rediriger les scripts vers ${shown(refusing)} : aucune
          page de connexion ne les autorise.`
      : isOfOthers(refused.hop.url)
        ? say`Keep the first server from redirecting scripts to ${shown(refusing)}: it allows no page.`
            .fr`Empêchez le premier serveur de rediriger les scripts vers ${shown(refusing)} : il
            n’autorise aucune page.`
        : say`Let ${shown(refusing)} allow the request, or keep the first server from redirecting scripts there.`
            .fr`Autorisez la requête sur ${shown(refusing)}, ou empêchez le premier serveur d’y
            rediriger les scripts.`;
    return {
      confidence: 0.95,
      text: say`${advice} The page requested ${shown(asked)}, which redirected to
        ${shown(refusing)}, and that server refuses. CORS settings of ${shown(asked)} do not change that.`
        .fr`${advice} La page a demandé ${shown(asked)}, qui a redirigé vers ${shown(refusing)}, et
        ce serveur refuse. Les réglages CORS de ${shown(asked)} n’y changent rien.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/Redirections',
    };
  },
};
