import { refusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { get } from '../../model/header-list.ts';
import { code } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';

/** The request says `Origin: null`: from a page without an origin, or after redirects. */
export const opaqueOrigin: HintRule = {
  id: 'opaque-origin',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null) return null;
    const sent = get(refused.request?.headers ?? [], 'origin') ?? context.evaluation.origin;
    if (sent !== 'null') return null;
    const redirected = context.evaluation.origin !== 'null';
    // Where a redirect led to a server that allows nobody, the lost origin is not what is wrong.
    if (redirected && refused.finding.cause !== 'allow-origin-mismatch') return null;
    return {
      confidence: 0.95,
      text: redirected
        ? [
            'The redirects led from one foreign origin to another, after which the browser says ',
            code('Origin: null'),
            '. Ask for ',
            shown(refused.hop.url),
            ' directly; a server must not allow ',
            code('null'),
            ', which every sandboxed frame of the world can send.',
          ]
        : [
            'The page has no origin of its own (',
            code('Origin: null'),
            '), as in a sandboxed frame, a ',
            code('data:'),
            ' address or a file opened from disk. Serve it from a web server (add ',
            code('allow-same-origin'),
            ' to a sandbox that you trust); never let the server allow ',
            code('null'),
            ', which any site can send.',
          ],
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Origin#null',
    };
  },
};
