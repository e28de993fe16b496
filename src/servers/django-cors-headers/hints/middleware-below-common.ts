import {
  differsBySlash,
  hasCorsHeader,
  type Refusal,
  redirect,
  refusal,
  variesByOrigin,
} from '../../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../../evidence/hint.ts';
import { code, type Prose } from '../../../model/prose.ts';
import { shown } from '../../../model/shown.ts';
import {
  CORSHEADERS_SETUP,
  corsMiddlewareSeen,
  passedFrameMiddleware,
  passedSecurityMiddleware,
} from '../marks.ts';

/**
 * Django's CommonMiddleware made this answer (the slash redirect, or the refusal of a host name)
 * above CorsMiddleware, which therefore could not mark it.
 */
export const middlewareBelowCommon: HintRule = {
  id: 'middleware-below-common',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || hasCorsHeader(refused.headers)) return null;
    if (variesByOrigin(refused.headers) || !passedSecurityMiddleware(refused.headers)) return null;
    const what = madeByCommon(context, refused);
    if (what === null) return null;
    const seen = corsMiddlewareSeen(context.server);
    return {
      confidence: seen ? 0.9 : 0.5,
      text: [
        'Django’s ',
        code('CommonMiddleware'),
        ' made ',
        ...what,
        seen
          ? ' before the CORS middleware could add its headers. Move '
          : ', and no CORS middleware stands above it. Put ',
        code("'corsheaders.middleware.CorsMiddleware'"),
        seen ? ' to the top of ' : ' at the top of ',
        code('MIDDLEWARE'),
        '.',
      ],
      docs: CORSHEADERS_SETUP,
    };
  },
};

function madeByCommon(context: HintContext, refused: Refusal): Prose | null {
  const found = redirect(context);
  if (refused.status < 400) {
    if (found === null || !differsBySlash(found.from, found.to)) return null;
    return ['the redirect to ', shown(found.to.pathname)];
  }
  // Without the frame header the answer was made above the views, where a bad host is refused.
  if (refused.status !== 400 || passedFrameMiddleware(refused.headers)) return null;
  return ['the answer ', code('400'), ' (a host name that is not allowed)'];
}
