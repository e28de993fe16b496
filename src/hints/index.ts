import type { Hint, HintContext, HintRule } from '../evidence/hint.ts';
import { asOf } from '../model/seen-server.ts';
import { serverHints } from '../servers/hints.ts';
import { cachedRedirect } from './cache/cached-redirect.ts';
import { cachedWithoutVary } from './cache/cached-without-vary.ts';
import { keptForAnotherOrigin } from './cache/kept-for-another-origin.ts';
import { preflightNotStale } from './cache/preflight-not-stale.ts';
import { restartForgotten } from './cache/restart-forgotten.ts';
import { addressMistake } from './client/address-mistake.ts';
import { containerName } from './client/container-name.ts';
import { libraryHeader } from './client/library-header.ts';
import { localNetworkPermission } from './client/local-network-permission.ts';
import { missingExposeHeaders } from './client/missing-expose-headers.ts';
import { mixedContent } from './client/mixed-content.ts';
import { noCorsHidesAnswer } from './client/no-cors-hides-answer.ts';
import { perhapsNotYours } from './client/perhaps-not-yours.ts';
import { privateAddress } from './client/private-address.ts';
import { responseHeaderSentAsRequestHeader } from './client/response-header-sent-as-request-header.ts';
import { sessionNotExposed } from './client/session-not-exposed.ts';
import { toolPage } from './client/tool-page.ts';
import { tracingHeader } from './client/tracing-header.ts';
import { allowAllWithCredentialsReflects } from './credentials/allow-all-with-credentials-reflects.ts';
import { cookieNotSent } from './credentials/cookie-not-sent.ts';
import { samesiteCookie } from './credentials/samesite-cookie.ts';
import { wildcardHeadersWithCredentials } from './credentials/wildcard-headers-with-credentials.ts';
import { csrfRefusal } from './error/csrf-refusal.ts';
import { errorWithoutCorsHeaders } from './error/error-without-cors-headers.ts';
import { serverStopped } from './error/server-stopped.ts';
import { cdnOrGatewayAnswering } from './layers/cdn-or-gateway-answering.ts';
import { helmetResourcePolicy } from './layers/helmet-resource-policy.ts';
import { otherExtensionChangedHeaders } from './layers/other-extension-changed-headers.ts';
import { outerLayerAnswersOptions } from './layers/outer-layer-answers-options.ts';
import { pageAnsweredOptions } from './layers/page-answered-options.ts';
import { presignedUrl } from './layers/presigned-url.ts';
import { serviceWorkerAnswering } from './layers/service-worker-answering.ts';
import { staticFileOutsideFramework } from './layers/static-file-outside-framework.ts';
import { twoLayers } from './layers/two-layers.ts';
import { handWrittenMiddleware } from './order/hand-written-middleware.ts';
import { mcpSignIn } from './order/mcp-sign-in.ts';
import { optionsNeedsAuthentication } from './order/options-needs-authentication.ts';
import { preflightOnly } from './order/preflight-only.ts';
import { routerAnsweredOptions } from './order/router-answered-options.ts';
import { appOrigin } from './origin/app-origin.ts';
import { localhostVsLoopback } from './origin/localhost-vs-loopback.ts';
import { methodOrHeaderDisguised } from './origin/method-or-header-disguised.ts';
import { middlewareRefusedOrigin } from './origin/middleware-refused-origin.ts';
import { missingComma } from './origin/missing-comma.ts';
import { originNearMiss } from './origin/origin-near-miss.ts';
import { proxyChangedOrigin } from './origin/proxy-changed-origin.ts';
import { signInServer } from './origin/sign-in-server.ts';
import { appendSlashRedirect } from './redirect/append-slash-redirect.ts';
import { httpsRedirect } from './redirect/https-redirect.ts';
import { innerAddress } from './redirect/inner-address.ts';
import { loginOrLocaleRedirect } from './redirect/login-or-locale-redirect.ts';
import { redirectChangedMethod } from './redirect/redirect-changed-method.ts';
import { redirectTargetRefuses } from './redirect/redirect-target-refuses.ts';

/** Every rule, one file each: the general ones, then those of the servers' rooms. */
export const hints: readonly HintRule[] = [
  addressMistake,
  allowAllWithCredentialsReflects,
  appOrigin,
  appendSlashRedirect,
  cachedRedirect,
  cachedWithoutVary,
  cdnOrGatewayAnswering,
  containerName,
  cookieNotSent,
  csrfRefusal,
  errorWithoutCorsHeaders,
  handWrittenMiddleware,
  helmetResourcePolicy,
  httpsRedirect,
  innerAddress,
  keptForAnotherOrigin,
  libraryHeader,
  localNetworkPermission,
  localhostVsLoopback,
  loginOrLocaleRedirect,
  mcpSignIn,
  methodOrHeaderDisguised,
  middlewareRefusedOrigin,
  missingComma,
  missingExposeHeaders,
  sessionNotExposed,
  mixedContent,
  noCorsHidesAnswer,
  optionsNeedsAuthentication,
  originNearMiss,
  otherExtensionChangedHeaders,
  outerLayerAnswersOptions,
  pageAnsweredOptions,
  preflightNotStale,
  perhapsNotYours,
  preflightOnly,
  presignedUrl,
  privateAddress,
  proxyChangedOrigin,
  redirectChangedMethod,
  redirectTargetRefuses,
  responseHeaderSentAsRequestHeader,
  restartForgotten,
  routerAnsweredOptions,
  samesiteCookie,
  serverStopped,
  serviceWorkerAnswering,
  signInServer,
  staticFileOutsideFramework,
  toolPage,
  tracingHeader,
  twoLayers,
  wildcardHeadersWithCredentials,
  ...serverHints,
];

/** A page sends related requests within this time of the refused one. */
const TOGETHER = 2_000;

/**
 * Every probable reason, the most likely first. Reads what the policy found and makes no decision
 * of its own. Never throws.
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

/** Later answers, perhaps after a fix, explain nothing about earlier ones. */
function asOfThen(context: HintContext): HintContext {
  const { ending } = context.exchange;
  return ending.kind === 'pending'
    ? context
    : { ...context, server: asOf(context.server, ending.at + TOGETHER) };
}
