import {
  hasCorsHeader,
  headerIncludes,
  type Refusal,
  refusal,
  variesByOrigin,
} from '../../../evidence/facts.ts';
import type { HintContext, HintRule } from '../../../evidence/hint.ts';
import { has } from '../../../model/header-list.ts';
import { code, type Prose } from '../../../model/prose.ts';
import { shown } from '../../../model/shown.ts';
import { pathOf } from '../../../model/url.ts';
import {
  CORSHEADERS_SETTINGS,
  CORSHEADERS_SETUP,
  passedFrameMiddleware,
  passedSecurityMiddleware,
} from '../marks.ts';

/**
 * A Django answer that passed all of Django's own middleware but not that of django-cors-headers,
 * which marks whatever it sees with `Vary: origin`.
 */
export const middlewareDidNotRun: HintRule = {
  id: 'middleware-did-not-run',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || !isUntouchedDjango(refused)) return null;
    const elsewhere = pathsWhereItRan(context);
    const path = pathOf(refused.hop.url);
    // It is installed and covers this path: what made this answer is something else.
    if (elsewhere.includes(path)) return null;
    return {
      confidence: 0.87,
      text: [
        'This answer comes from Django but has no ',
        code('Vary: origin'),
        ', so the middleware of django-cors-headers did not see it. ',
        ...(elsewhere[0] === undefined ? install : notThisPath(elsewhere[0], path)),
      ],
      docs: elsewhere.length === 0 ? CORSHEADERS_SETUP : CORSHEADERS_SETTINGS,
    };
  },
};

function isUntouchedDjango({ headers }: Refusal): boolean {
  if (hasCorsHeader(headers) || variesByOrigin(headers)) return false;
  const django = passedSecurityMiddleware(headers) && passedFrameMiddleware(headers);
  // Django REST framework: `Allow` and `Vary: Accept` on whatever it answers.
  const framework = has(headers, 'allow') && headerIncludes(headers, 'vary', 'accept');
  return django || (framework && passedFrameMiddleware(headers));
}

const install: Prose = [
  'Install django-cors-headers, put ',
  code("'corsheaders.middleware.CorsMiddleware'"),
  ' at the top of ',
  code('MIDDLEWARE'),
  ', and see that ',
  code('CORS_URLS_REGEX'),
  ', if set, matches this path.',
];

function notThisPath(elsewhere: string, path: string): Prose {
  return [
    'It did see ',
    shown(elsewhere),
    ', so let ',
    code('CORS_URLS_REGEX'),
    ' match ',
    shown(path),
    ' too.',
  ];
}

function pathsWhereItRan({ server }: HintContext): readonly string[] {
  return server.answers
    .filter(({ headers }) => variesByOrigin(headers))
    .map(({ url }) => pathOf(url));
}
