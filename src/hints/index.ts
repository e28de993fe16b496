import type { Hint, HintContext, HintRule } from '../evidence/hint.ts';
import { apacheHeaderTables } from '../servers/apache/hints/apache-header-tables.ts';
import { appendSlashError } from '../servers/django-cors-headers/hints/append-slash-error.ts';
import { badHost } from '../servers/django-cors-headers/hints/bad-host.ts';
import { handWrittenMiddleware } from '../servers/django-cors-headers/hints/hand-written-middleware.ts';
import { middlewareBelowCommon } from '../servers/django-cors-headers/hints/middleware-below-common.ts';
import { middlewareBelowSecurity } from '../servers/django-cors-headers/hints/middleware-below-security.ts';
import { middlewareDidNotRun } from '../servers/django-cors-headers/hints/middleware-did-not-run.ts';
import { middlewareRefusedOrigin } from '../servers/django-cors-headers/hints/middleware-refused-origin.ts';
import { staticFileOutsideFramework } from '../servers/django-cors-headers/hints/static-file-outside-framework.ts';
import { stringForList } from '../servers/django-cors-headers/hints/string-for-list.ts';
import { starletteWithoutCookie } from '../servers/fastapi/hints/starlette-without-cookie.ts';
import { nginxWithoutAlways } from '../servers/nginx/hints/nginx-without-always.ts';
import { cachedWithoutVary } from './cache/cached-without-vary.ts';
import { preflightNotStale } from './cache/preflight-not-stale.ts';
import { restartForgotten } from './cache/restart-forgotten.ts';
import { localNetworkPermission } from './client/local-network-permission.ts';
import { methodCase } from './client/method-case.ts';
import { methodOrHeaderDisguised } from './client/method-or-header-disguised.ts';
import { missingComma } from './client/missing-comma.ts';
import { missingExposeHeaders } from './client/missing-expose-headers.ts';
import { noCorsHidesAnswer } from './client/no-cors-hides-answer.ts';
import { responseHeaderSentAsRequestHeader } from './client/response-header-sent-as-request-header.ts';
import { tracingHeader } from './client/tracing-header.ts';
import { allowAllWithCredentialsReflects } from './credentials/allow-all-with-credentials-reflects.ts';
import { samesiteCookie } from './credentials/samesite-cookie.ts';
import { wildcardHeadersWithCredentials } from './credentials/wildcard-headers-with-credentials.ts';
import { csrfRefusal } from './error/csrf-refusal.ts';
import { errorWithoutCorsHeaders } from './error/error-without-cors-headers.ts';
import { serverStopped } from './error/server-stopped.ts';
import { cdnOrGatewayAnswering } from './layers/cdn-or-gateway-answering.ts';
import { otherExtensionChangedHeaders } from './layers/other-extension-changed-headers.ts';
import { serviceWorkerAnswering } from './layers/service-worker-answering.ts';
import { twoLayers } from './layers/two-layers.ts';
import { optionsNeedsAuthentication } from './order/options-needs-authentication.ts';
import { preflightOnly } from './order/preflight-only.ts';
import { appOrigin } from './origin/app-origin.ts';
import { localhostVsLoopback } from './origin/localhost-vs-loopback.ts';
import { opaqueOrigin } from './origin/opaque-origin.ts';
import { originNearMiss } from './origin/origin-near-miss.ts';
import { appendSlashRedirect } from './redirect/append-slash-redirect.ts';
import { cachedRedirect } from './redirect/cached-redirect.ts';
import { httpsRedirect } from './redirect/https-redirect.ts';
import { loginOrLocaleRedirect } from './redirect/login-or-locale-redirect.ts';
import { redirectChangedMethod } from './redirect/redirect-changed-method.ts';
import { redirectTargetRefuses } from './redirect/redirect-target-refuses.ts';

/** Every rule, one file each. */
export const hints: readonly HintRule[] = [
  allowAllWithCredentialsReflects,
  apacheHeaderTables,
  appOrigin,
  appendSlashError,
  appendSlashRedirect,
  badHost,
  cachedRedirect,
  cachedWithoutVary,
  cdnOrGatewayAnswering,
  csrfRefusal,
  errorWithoutCorsHeaders,
  handWrittenMiddleware,
  httpsRedirect,
  localNetworkPermission,
  localhostVsLoopback,
  loginOrLocaleRedirect,
  methodCase,
  methodOrHeaderDisguised,
  middlewareBelowCommon,
  middlewareBelowSecurity,
  middlewareDidNotRun,
  middlewareRefusedOrigin,
  missingComma,
  missingExposeHeaders,
  nginxWithoutAlways,
  noCorsHidesAnswer,
  opaqueOrigin,
  optionsNeedsAuthentication,
  originNearMiss,
  otherExtensionChangedHeaders,
  preflightNotStale,
  preflightOnly,
  redirectChangedMethod,
  redirectTargetRefuses,
  responseHeaderSentAsRequestHeader,
  restartForgotten,
  samesiteCookie,
  serverStopped,
  serviceWorkerAnswering,
  starletteWithoutCookie,
  staticFileOutsideFramework,
  stringForList,
  tracingHeader,
  twoLayers,
  wildcardHeadersWithCredentials,
];

/** Requests that a page sends together with the refused one are answered within this time. */
const TOGETHER = 2_000;

/**
 * Every probable reason that the facts point to, the likeliest first. Looks at what the policy
 * found and judges nothing itself. Never throws.
 */
export function detectHints(context: HintContext): readonly Hint[] {
  const then = asOfThen(context);
  return hints
    .flatMap(({ id, detect }): readonly Hint[] => {
      const found = detect(then);
      return found === null ? [] : [{ id, ...found }];
    })
    .toSorted((a, b) => b.confidence - a.confidence);
}

/** What a server answers later, perhaps after it was mended, explains nothing of what was before. */
function asOfThen(context: HintContext): HintContext {
  const { ending } = context.exchange;
  if (ending.kind === 'pending') return context;
  const { server, answers } = context.server;
  const seen = answers.filter(({ at }) => at <= ending.at + TOGETHER);
  return { ...context, server: { server, answers: seen } };
}
