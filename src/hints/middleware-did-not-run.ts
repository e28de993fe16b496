import { has } from '../model/header-list.ts';
import { parseUrl } from '../model/origin.ts';
import { code, type Prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import {
  CORSHEADERS_SETTINGS,
  CORSHEADERS_SETUP,
  passedFrameMiddleware,
  passedSecurityMiddleware,
} from './django.ts';
import { hasCorsHeader, headerIncludes, type Refusal, refusal, variesByOrigin } from './facts.ts';
import type { HintContext, HintRule } from './hint.ts';

/**
 * A Django answer that passed all of Django's own middleware but not that of django-cors-headers,
 * which marks whatever it sees with `Vary: origin`.
 */
export const middlewareDidNotRun: HintRule = {
  id: 'middleware-did-not-run',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || !isUntouchedDjango(refused)) return null;
    const elsewhere = pathWhereItRan(context);
    return {
      confidence: 0.87,
      text: [
        'This answer comes from Django but has no ',
        code('Vary: origin'),
        ', so ',
        code('CorsMiddleware'),
        ' did not see it. ',
        ...(elsewhere === null ? install : notThisPath(elsewhere, refused.hop.url)),
      ],
      docs: elsewhere === null ? CORSHEADERS_SETUP : CORSHEADERS_SETTINGS,
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

function notThisPath(elsewhere: string, url: string): Prose {
  return [
    'It did see ',
    shown(elsewhere),
    ', so let ',
    code('CORS_URLS_REGEX'),
    ' match ',
    shown(parseUrl(url)?.pathname ?? url),
    ' too.',
  ];
}

function pathWhereItRan({ server }: HintContext): string | null {
  const ran = server.answers.find(({ headers }) => variesByOrigin(headers));
  return ran === undefined ? null : (parseUrl(ran.url)?.pathname ?? null);
}
