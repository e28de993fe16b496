import {
  answersThatAllowed,
  hasCorsHeader,
  headerIncludes,
  refusal,
} from '../../../evidence/facts.ts';
import type { HintRule } from '../../../evidence/hint.ts';
import { code } from '../../../model/prose.ts';
import { shown } from '../../../model/shown.ts';

/** The statuses to which nginx adds a header without `always`. */
const ADDED_TO: ReadonlySet<number> = new Set([200, 201, 204, 206, 301, 302, 303, 304, 307, 308]);

/** nginx adds the headers of `add_header` to good answers only, unless it is told otherwise. */
export const nginxWithoutAlways: HintRule = {
  id: 'nginx-without-always',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || hasCorsHeader(refused.headers)) return null;
    if (!headerIncludes(refused.headers, 'server', 'nginx')) return null;
    const good = answersThatAllowed(context).some(({ status }) => ADDED_TO.has(status));
    if (ADDED_TO.has(refused.status) || !good) return null;
    return {
      confidence: 0.7,
      text: [
        'nginx allowed ',
        shown(context.evaluation.origin),
        ' on good answers, and this one has the status ',
        code(String(refused.status)),
        ', to which ',
        code('add_header'),
        ' adds nothing by itself. End each such line with ',
        code('always'),
        ': then the page can read what went wrong.',
      ],
      docs: 'https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header',
    };
  },
};
