import type { Prose } from '../model/prose.ts';
import type { CauseId, Finding, FindingOf } from '../policy/finding.ts';
import { allowOriginMismatch } from './allow-origin-mismatch.ts';
import type { Cause } from './cause.ts';
import { credentialsNotAllowed } from './credentials-not-allowed.ts';
import { headerNotAllowed } from './header-not-allowed.ts';
import { invalidAllowHeaders } from './invalid-allow-headers.ts';
import { invalidAllowMethods } from './invalid-allow-methods.ts';
import { invalidAllowOriginValue } from './invalid-allow-origin-value.ts';
import { localNetworkAccessDenied } from './local-network-access-denied.ts';
import { localNetworkAccessInsecure } from './local-network-access-insecure.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { missingAllowOrigin } from './missing-allow-origin.ts';
import { multipleAllowOriginValues } from './multiple-allow-origin-values.ts';
import { noCorsRedirectMode } from './no-cors-redirect-mode.ts';
import { preflightNetworkError } from './preflight-network-error.ts';
import { preflightRedirect } from './preflight-redirect.ts';
import { preflightStatus } from './preflight-status.ts';
import { redirectWithCredentials } from './redirect-with-credentials.ts';
import { sameOriginMode } from './same-origin-mode.ts';
import { schemeNotHttp } from './scheme-not-http.ts';
import { wildcardWithCredentials } from './wildcard-with-credentials.ts';

/** The words of every cause. Total: a cause without words does not compile. */
export const causes: { readonly [Id in CauseId]: Cause<Id> } = {
  'missing-allow-origin': missingAllowOrigin,
  'multiple-allow-origin-values': multipleAllowOriginValues,
  'invalid-allow-origin-value': invalidAllowOriginValue,
  'allow-origin-mismatch': allowOriginMismatch,
  'wildcard-with-credentials': wildcardWithCredentials,
  'credentials-not-allowed': credentialsNotAllowed,
  'preflight-status': preflightStatus,
  'preflight-redirect': preflightRedirect,
  'preflight-network-error': preflightNetworkError,
  'invalid-allow-methods': invalidAllowMethods,
  'invalid-allow-headers': invalidAllowHeaders,
  'method-not-allowed': methodNotAllowed,
  'header-not-allowed': headerNotAllowed,
  'redirect-with-credentials': redirectWithCredentials,
  'scheme-not-http': schemeNotHttp,
  'same-origin-mode': sameOriginMode,
  'no-cors-redirect-mode': noCorsRedirectMode,
  'local-network-access-denied': localNetworkAccessDenied,
  'local-network-access-insecure': localNetworkAccessInsecure,
};

/** A finding with its words. */
export type Explanation = {
  readonly finding: Finding;
  readonly title: string;
  readonly text: Prose;
  readonly why: Prose;
  readonly spec: `https://${string}`;
  readonly mdn: `https://developer.mozilla.org/${string}`;
};

/** Words one finding: what failed, with its values, and why the rule exists. Never throws. */
export function explain(finding: Finding): Explanation {
  return { finding, ...words(finding) };
}

function words<Id extends CauseId>(finding: FindingOf<Id>): Omit<Explanation, 'finding'> {
  const cause: Cause<Id> = causes[finding.cause];
  return {
    title: cause.title,
    text: cause.explain(finding),
    why: cause.why(finding),
    spec: cause.spec,
    mdn: cause.mdn,
  };
}
