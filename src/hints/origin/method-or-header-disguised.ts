import {
  answersThatAllowed,
  answersThatAllowedAt,
  askedFor,
  hasCorsHeader,
  preflightRefusal,
} from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code, type Prose } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
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
    const alsoHere =
      here.length > 0
        ? ''
        : phrase`, and check that CORS covers this path too`
            .fr`, et vérifiez que CORS couvre aussi ce chemin`;
    return {
      confidence: here.length > 0 ? 0.9 : 0.6,
      text: say`Allow ${asked}${alsoHere}. The
        server does allow ${shown(context.evaluation.origin)}, as its response to
        ${shown(`${witness.method} ${pathOf(witness.url)}`)} shows. Many servers leave out
        ${code('Access-Control-Allow-Origin')} when they refuse only the method or a header.`
        .fr`Autorisez ${asked}${alsoHere}. Le serveur autorise bien
        ${shown(context.evaluation.origin)}, comme le montre sa réponse à
        ${shown(`${witness.method} ${pathOf(witness.url)}`)}. Beaucoup de serveurs omettent
        ${code('Access-Control-Allow-Origin')} quand ils refusent seulement la méthode ou un
        en-tête.`,
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
    method === null || isCorsSafelistedMethod(method)
      ? []
      : say`the method ${shown(method)}`.fr`la méthode ${shown(method)}`;
  const list = shownList(headers);
  const name = say`the request header ${list}`.fr`l’en-tête de requête ${list}`;
  const names =
    headers.length > 1
      ? say`the request headers ${list}`.fr`les en-têtes de requête ${list}`
      : name;
  return methods.length > 0 && headers.length > 0
    ? say`${methods} and ${names}`.fr`${methods} et ${names}`
    : [...methods, ...(headers.length > 0 ? names : [])];
}
