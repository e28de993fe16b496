import { hasCorsHeader, headerIncludes, preflightRefusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { get } from '../../model/header-list.ts';
import { originOf } from '../../model/origin.ts';
import { code, prose } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';

/** OPTIONS gets an HTML page with 200: a website or a console answers, not the API. */
export const pageAnsweredOptions: HintRule = {
  id: 'page-answered-options',
  detect: (context) => {
    const refused = preflightRefusal(context);
    if (refused === null || refused.status !== 200 || hasCorsHeader(refused.headers)) return null;
    const hasBody = Number(get(refused.headers, 'content-length')) > 0;
    if (!hasBody || !headerIncludes(refused.headers, 'content-type', 'text/html')) return null;
    return {
      confidence: 0.75,
      text: prose`Check the port and the path: probably not the API answers at ${shown(originOf(refused.hop.url))},
        but a website or a console. The preflight request got an HTML page
        (${code('200')}, ${shown(`Content-Type: ${get(refused.headers, 'content-type') ?? ''}`)}).`,
      docs: null,
    };
  },
};
