import { allowAllWithCredentialsReflects } from './allow-all-with-credentials-reflects.ts';
import { apacheHeaderTables } from './apache-header-tables.ts';
import { appOrigin } from './app-origin.ts';
import { appendSlashError } from './append-slash-error.ts';
import { appendSlashRedirect } from './append-slash-redirect.ts';
import { badHost } from './bad-host.ts';
import { cachedRedirect } from './cached-redirect.ts';
import { cachedWithoutVary } from './cached-without-vary.ts';
import { cdnOrGatewayAnswering } from './cdn-or-gateway-answering.ts';
import { csrfRefusal } from './csrf-refusal.ts';
import { errorWithoutCorsHeaders } from './error-without-cors-headers.ts';
import { handWrittenMiddleware } from './hand-written-middleware.ts';
import type { Hint, HintContext, HintRule } from './hint.ts';
import { httpsRedirect } from './https-redirect.ts';
import { localNetworkPermission } from './local-network-permission.ts';
import { localhostVsLoopback } from './localhost-vs-loopback.ts';
import { loginOrLocaleRedirect } from './login-or-locale-redirect.ts';
import { methodCase } from './method-case.ts';
import { methodOrHeaderDisguised } from './method-or-header-disguised.ts';
import { middlewareBelowCommon } from './middleware-below-common.ts';
import { middlewareBelowSecurity } from './middleware-below-security.ts';
import { middlewareDidNotRun } from './middleware-did-not-run.ts';
import { middlewareRefusedOrigin } from './middleware-refused-origin.ts';
import { missingComma } from './missing-comma.ts';
import { missingExposeHeaders } from './missing-expose-headers.ts';
import { nginxWithoutAlways } from './nginx-without-always.ts';
import { noCorsHidesAnswer } from './no-cors-hides-answer.ts';
import { opaqueOrigin } from './opaque-origin.ts';
import { optionsNeedsAuthentication } from './options-needs-authentication.ts';
import { originNearMiss } from './origin-near-miss.ts';
import { otherExtensionChangedHeaders } from './other-extension-changed-headers.ts';
import { preflightNotStale } from './preflight-not-stale.ts';
import { preflightOnly } from './preflight-only.ts';
import { redirectChangedMethod } from './redirect-changed-method.ts';
import { redirectTargetRefuses } from './redirect-target-refuses.ts';
import { responseHeaderSentAsRequestHeader } from './response-header-sent-as-request-header.ts';
import { restartForgotten } from './restart-forgotten.ts';
import { samesiteCookie } from './samesite-cookie.ts';
import { serverStopped } from './server-stopped.ts';
import { serviceWorkerAnswering } from './service-worker-answering.ts';
import { starletteWithoutCookie } from './starlette-without-cookie.ts';
import { staticFileOutsideFramework } from './static-file-outside-framework.ts';
import { stringForList } from './string-for-list.ts';
import { tracingHeader } from './tracing-header.ts';
import { twoLayers } from './two-layers.ts';
import { wildcardHeadersWithCredentials } from './wildcard-headers-with-credentials.ts';

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
