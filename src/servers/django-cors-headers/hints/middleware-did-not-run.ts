import { type Refusal, refusal } from '../../../evidence/facts.ts';
import type { HintRule } from '../../../evidence/hint.ts';
import { code, prose } from '../../../model/prose.ts';
import { shown } from '../../../model/shown.ts';
import { pathOf } from '../../../model/url.ts';
import {
  CORSHEADERS_SETTINGS,
  CORSHEADERS_SETUP,
  corsMiddlewareRan,
  isRestFramework,
  isUntouched,
  passedFrameMiddleware,
  passedSecurityMiddleware,
} from '../marks.ts';

/**
 * A Django response that passed Django's own middleware but not CorsMiddleware, which would have
 * added `Vary: origin`.
 */
export const middlewareDidNotRun: HintRule = {
  id: 'middleware-did-not-run',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || !isUntouchedDjango(refused)) return null;
    const elsewhere = context.server.answers
      .filter(corsMiddlewareRan)
      .map(({ url }) => pathOf(url));
    const path = pathOf(refused.hop.url);
    // It is installed and covers this path, so something else made this response.
    if (elsewhere.includes(path)) return null;
    const advice =
      elsewhere[0] === undefined
        ? prose`Install django-cors-headers, and put
            ${code("'corsheaders.middleware.CorsMiddleware'")} at the top of ${code('MIDDLEWARE')}. If you
            set ${code('CORS_URLS_REGEX')}, check that it matches this path.`
        : prose`Let ${code('CORS_URLS_REGEX')} match ${shown(path)} too, as it matches
            ${shown(elsewhere[0])}.`;
    return {
      confidence: 0.87,
      text: prose`${advice} This response comes from Django but has no ${code('Vary: origin')}, so the
        middleware of django-cors-headers did not see it.`,
      docs: elsewhere.length === 0 ? CORSHEADERS_SETUP : CORSHEADERS_SETTINGS,
    };
  },
};

function isUntouchedDjango({ headers }: Refusal): boolean {
  const django = passedSecurityMiddleware(headers) || isRestFramework(headers);
  return django && passedFrameMiddleware(headers) && isUntouched(headers);
}
