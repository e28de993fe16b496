import {
  answersThatAllowed,
  answersThatAllowedAt,
  askedFor,
  hasCorsHeader,
  preflightRefusal,
} from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code, type Prose, prose } from '../../model/prose.ts';
import { shown, shownList } from '../../model/shown.ts';
import { pathOf } from '../../model/url.ts';
import { isCorsSafelistedMethod } from '../../policy/safelists.ts';

/**
 * The origin is allowed, but the method or a header is not. rs/cors, go-chi, Rack::Cors, hapi,
 * Jetty, Tomcat, Spring, aiohttp-cors, Plack, gorilla and S3 then drop every CORS header. The
 * browser can only report that the origin is missing.
 */
export const methodOrHeaderDisguised: HintRule = {
  id: 'method-or-header-disguised',
  detect: (context) => {
    const refused = preflightRefusal(context);
    if (refused === null || refused.finding.cause !== 'missing-allow-origin') return null;
    if (hasCorsHeader(refused.headers) || !mayRefuseSilently(refused.status)) return null;
    const asked = whatNeedsListing(askedFor(refused.request));
    const here = answersThatAllowedAt(context, refused.hop.url);
    const witness = here[0] ?? answersThatAllowed(context)[0];
    if (witness === undefined || asked.length === 0) return null;
    return {
      confidence: here.length > 0 ? 0.9 : 0.6,
      text: prose`Allow ${asked}${here.length > 0 ? '' : ', and check that CORS covers this path too'}. The
        server does allow ${shown(context.evaluation.origin)}, as its response to
        ${shown(`${witness.method} ${pathOf(witness.url)}`)} shows. Many servers leave out
        ${code('Access-Control-Allow-Origin')} when they refuse only the method or a header.`,
      docs: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS#preflighted_requests',
    };
  },
};

/** The statuses of such refusals: 200 or 204, 403, gorilla 405, hapi 404. */
function mayRefuseSilently(status: number): boolean {
  return status < 300 || status === 403 || status === 404 || status === 405;
}

function whatNeedsListing({ method, headers }: ReturnType<typeof askedFor>): Prose {
  const methods: Prose =
    method === null || isCorsSafelistedMethod(method) ? [] : prose`the method ${shown(method)}`;
  const what = headers.length > 1 ? 'headers' : 'header';
  const names: Prose = headers.length === 0 ? [] : prose`the request ${what} ${shownList(headers)}`;
  return methods.length > 0 && names.length > 0
    ? prose`${methods} and ${names}`
    : [...methods, ...names];
}
