import type { CredentialsMode, Hop, ResponseFacts } from '../model/exchange.ts';
import type { HeaderList } from '../model/header-list.ts';
import { redirectTarget } from '../model/redirect-target.ts';
import type { BrowserRules } from './browsers.ts';
import { corsCheck } from './cors-check.ts';
import { corsPreflightFetch, type PreflightInput } from './cors-preflight-fetch.ts';
import type { Finding } from './finding.ts';
import type { Leg } from './legs.ts';
import { preflightQuestion } from './needs-preflight.ts';
import { maybeAskedAcrossOrigins, redirectIncludesCredentials } from './redirect.ts';
import { mayBeCors, type RequestMode } from './request-mode.ts';

/** What the headers say under one credentials mode. */
export type Reading = {
  readonly credentials: CredentialsMode;
  /** What is wrong with the last response: a refusal there ended the exchange. */
  readonly findings: readonly Finding[];
  /** True when an earlier response would have been refused, although the browser continued. */
  readonly contradicted: boolean;
};

/** What is wrong with each response of the exchange under one credentials mode, in order. */
export function judgeAnswers(
  legs: readonly Leg[],
  mode: RequestMode,
  credentials: CredentialsMode,
  rules: BrowserRules,
): readonly (readonly Finding[])[] {
  return legs.flatMap((leg) => {
    const preflight = preflightInput(leg, credentials);
    return [
      ...(preflight === null ? [] : [corsPreflightFetch(preflight, rules)]),
      ...(leg.hop.response === null
        ? []
        : [judgeResponse(leg, leg.hop.response, { mode, credentials, rules })]),
    ];
  });
}

/**
 * Reads every response of the exchange under one credentials mode. `rules`: those of the browser
 * that saw it.
 */
export function read(
  legs: readonly Leg[],
  mode: RequestMode,
  credentials: CredentialsMode,
  rules: BrowserRules,
): Reading {
  const answers = judgeAnswers(legs, mode, credentials, rules);
  const last = legs.at(-1)?.hop;
  // The browser continued after the last preflight, although no event came after it.
  const wentOn = last?.response === null && preflightPassed(last, rules);
  const before = wentOn ? answers : answers.slice(0, -1);
  return {
    credentials,
    findings: wentOn ? [] : (answers.at(-1) ?? []),
    contradicted: before.some((findings) => findings.length > 0),
  };
}

/** Whether the end of a preflight shows that its response passed. */
export const preflightPassed = ({ preflight }: Hop, rules: BrowserRules): boolean =>
  rules.preflightCompletionMeans === 'passed' && preflight?.ending.kind === 'completed';

/**
 * The headers that the browser judged, including changes by another extension if they were seen.
 */
function judgedHeaders(response: ResponseFacts): HeaderList {
  return response.modifiedHeaders ?? response.headers;
}

/**
 * The leg's preflight as input for the algorithm; null without a preflight or without a response.
 */
export function preflightInput(leg: Leg, credentials: CredentialsMode): PreflightInput | null {
  const preflight = leg.hop.preflight;
  if (!leg.tainted || preflight === null || preflight.response === null) return null;
  const question = preflightQuestion(preflight, leg.hop.method);
  return {
    origin: leg.preflightOrigin,
    url: leg.hop.url,
    credentials,
    method: question.method,
    unsafeNames: question.headers,
    status: preflight.response.status,
    headers: judgedHeaders(preflight.response),
    hop: leg.index,
  };
}

type Judging = {
  readonly mode: RequestMode;
  readonly credentials: CredentialsMode;
  readonly rules: BrowserRules;
};

/** HTTP fetch: the CORS check comes first, then, for a redirect, HTTP-redirect fetch. */
function judgeResponse(
  leg: Leg,
  response: ResponseFacts,
  { mode, credentials, rules }: Judging,
): readonly Finding[] {
  const { index: hop, origin, tainted } = leg;
  const { status } = response;
  const headers = judgedHeaders(response);
  const checked = tainted
    ? corsCheck({ origin, credentials, status, headers, phase: 'actual', hop })
    : [];
  const location = redirectTarget(leg.hop);
  if (location === null || !mayBeCors(mode)) return checked;
  if (isSchemeRefused(leg, mode, rules)) {
    const evidence = { url: location };
    return [...checked, { cause: 'scheme-not-http', phase: 'actual', hop, evidence }];
  }
  if (!redirectIncludesCredentials(location, origin, tainted)) return checked;
  const evidence = { location };
  return [...checked, { cause: 'redirect-with-credentials', phase: 'actual', hop, evidence }];
}

/**
 * Redirected to a scheme that CORS requests cannot use. Other requests have their own outcome for
 * it.
 */
function isSchemeRefused(
  { hop: { redirectedTo } }: Leg,
  mode: RequestMode,
  rules: BrowserRules,
): boolean {
  if (redirectedTo === null || mode !== 'cors') return false;
  return rules.redirectsTold === 'unchecked' && !maybeAskedAcrossOrigins(redirectedTo, rules);
}
