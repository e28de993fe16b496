import {
  answersThatAllowed,
  headerIncludes,
  refusal,
  variesByOrigin,
} from '../../../evidence/facts.ts';
import type { HintRule } from '../../../evidence/hint.ts';
import { get, has } from '../../../model/header-list.ts';
import { code, type Prose } from '../../../model/prose.ts';
import { shown } from '../../../model/shown.ts';
import { CORSHEADERS_SETTINGS, looksLikeDjango } from '../marks.ts';

/** A proxy that sends another origin on gets an answer for that one, which the browser refuses. */
const NO_OTHER_ORIGIN: Prose = [
  ' Do not let nginx send another ',
  code('Origin'),
  ' to the application (',
  code('proxy_set_header Origin'),
  '): the answer then allows that one, and not the page’s.',
];

/** CORS code looked at the origin (`Vary: Origin`) and did not find it in its list. */
export const middlewareRefusedOrigin: HintRule = {
  id: 'middleware-refused-origin',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || refused.finding.cause !== 'missing-allow-origin') return null;
    const { headers } = refused;
    if (!variesByOrigin(headers) || has(headers, 'access-control-allow-origin')) return null;
    // Nobody should allow `null`: see opaque-origin.
    if (context.evaluation.origin === 'null') return null;
    if (answersThatAllowed(context).length > 0) return null;
    const django = looksLikeDjango(context.server);
    const alone = get(headers, 'access-control-allow-credentials') === 'true';
    return {
      confidence: django || alone ? 0.92 : 0.75,
      text: [
        'The server’s CORS code did run (',
        code('Vary: Origin'),
        ' is its mark) and does not allow ',
        shown(context.evaluation.origin),
        '. Add exactly this origin to its list',
        ...(django ? [', in Django ', code('CORS_ALLOWED_ORIGINS')] : []),
        ' (with its scheme and port, no slash at its end, and a comma between two entries), and restart the server if it was added already.',
        ...(headerIncludes(headers, 'server', 'nginx') ? NO_OTHER_ORIGIN : []),
      ],
      docs: django
        ? CORSHEADERS_SETTINGS
        : 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Allow-Origin',
    };
  },
};
