import { answersThatAllowed, hasCorsHeader, refusal } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code, prose } from '../../model/prose.ts';
import { isExplained } from '../../servers/instead.ts';

/** The request failed on the server, and the error answer has no CORS headers. */
export const errorWithoutCorsHeaders: HintRule = {
  id: 'error-without-cors-headers',
  detect: (context) => {
    const refused = refusal(context);
    if (refused === null || refused.status < 400 || hasCorsHeader(refused.headers)) return null;
    // On a preflight, 4xx usually means that the server does not handle OPTIONS: no error to fix.
    if (
      refused.finding.phase === 'preflight' &&
      !ANYWHERE.has(refused.status) &&
      refused.status < 500
    ) {
      return null;
    }
    // If a product has its own CORS settings, those are the reason.
    if (isExplained(context)) return null;
    const elsewhere = answersThatAllowed(context).some((answer) => answer.status < 400);
    const [meaning, advice] = wordsFor(refused.status);
    const others = elsewhere ? ', although other responses of the same server do' : '';
    return {
      confidence: confidence(refused.status, elsewhere),
      text: prose`Fix the ${code(String(refused.status))}${meaning} first${advice}. This error response has
        no CORS headers${others}.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Status',
    };
  },
};

/** Statuses that a proxy or a limit sends for any request, even OPTIONS. */
const ANYWHERE: ReadonlySet<number> = new Set([413, 421, 429]);

function confidence(status: number, elsewhere: boolean): number {
  if (status >= 500 || ANYWHERE.has(status)) return 0.95;
  return elsewhere ? 0.9 : 0.5;
}

type Words = readonly [meaning: string, advice: string];

const WORDS: Readonly<Record<number, Words>> = {
  401: [' (not logged in)', ': something that runs before the CORS code asks for a login'],
  403: [' (forbidden)', ': something that runs before the CORS code refuses the request'],
  404: [' (not found)', ': check the address, and that the CORS code covers this path'],
  405: [' (method not allowed)', ': nothing at this address accepts this method'],
  413: [
    ' (request too large)',
    ': raise the limit of the proxy, such as nginx’s client_max_body_size',
  ],
  421: [
    ' (misdirected request)',
    ': the browser reused a connection that the server does not accept for this host',
  ],
  429: [' (too many requests)', ': a rate limit in front of the application refuses the request'],
  502: [' (bad gateway)', ': a proxy answers because the application behind it does not'],
  503: [' (unavailable)', ': a proxy answers because the application behind it is down or busy'],
  504: [' (gateway time-out)', ': a proxy answers because the application behind it is too slow'],
};

const wordsFor = (status: number): Words =>
  WORDS[status] ?? ['', status >= 500 ? ': the server’s log shows the reason' : ''];
