import type { CauseId, Failure } from '../../src/policy/finding.ts';
import { GENERAL } from '../browsers/firefox-verdicts.ts';
import { type Judgement, judgeReason, judgeVerdict, type Ours, type Said } from './judge.ts';

/** Firefox's console categories, and the causes that they stand for: ours may be more precise. */
const CAUSES: Readonly<Record<string, readonly CauseId[]>> = {
  CORSMissingAllowOrigin2: ['missing-allow-origin'],
  CORSMultipleAllowOriginNotAllowed: ['multiple-allow-origin-values'],
  CORSAllowOriginNotMatchingOrigin: [
    'allow-origin-mismatch',
    'invalid-allow-origin-value',
    'multiple-allow-origin-values',
  ],
  CORSNotSupportingCredentials: ['wildcard-with-credentials'],
  CORSMissingAllowCredentials: ['credentials-not-allowed'],
  // If the page follows no redirects, Firefox does not call its preflight's redirect one.
  CORSPreflightDidNotSucceed3: ['preflight-status', 'preflight-redirect'],
  CORSExternalRedirectNotAllowed: ['preflight-redirect'],
  CORSInvalidAllowMethod: ['invalid-allow-methods'],
  CORSInvalidAllowHeader: ['invalid-allow-headers'],
  CORSMethodNotFound: ['method-not-allowed'],
  CORSMissingAllowHeaderFromPreflight2: ['header-not-allowed'],
  CORSRequestNotHttp: ['scheme-not-http'],
};

/** What the error of the general category stands for, if it is CORS after all. */
const NAMED_BY_ERROR: Readonly<Record<string, CauseId>> = {
  NS_ERROR_LOCAL_NETWORK_ACCESS_DENIED: 'local-network-access-denied',
};
/** An error of redirects, for which the console has no category. */
const NOT_FOLLOWED = 'NS_ERROR_DOM_BAD_URI';

/** The error of a response that is not read further may have several reasons. */
const FAILURES: readonly (readonly [pattern: RegExp, ...failures: Failure[]])[] = [
  [/^NS_ERROR_CONNECTION_REFUSED$/, 'connection-refused'],
  [/^NS_ERROR_UNKNOWN_HOST$/, 'dns'],
  [/^NS_ERROR_NET_TIMEOUT$/, 'timeout'],
  [/^NS_ERROR_(NET_(RESET|INTERRUPT|EMPTY_RESPONSE|PARTIAL_TRANSFER|ON_RECEIVING_FROM))$/, 'reset'],
  [/^NS_ERROR_CORRUPTED_CONTENT$/, 'unsafe-redirect', 'orb', 'reset', 'other'],
  // For a redirect to a file, or a broken connection of a worker.
  [/^NS_ERROR_DOM_BAD_URI$/, 'unsafe-redirect', 'other'],
  [/^NS_ERROR_UNEXPECTED$/, 'other', 'csp', 'unsafe-port'],
  [/^NS_BINDING_ABORTED$/, 'aborted'],
  [/^NS_ERROR_ABORT$/, 'blocked-by-client'],
  [/^NS_ERROR_DOM_CORP_FAILED$/, 'corp'],
  [/^NS_ERROR_REDIRECT_LOOP$/, 'too-many-redirects'],
  // TLS errors are sentences in the user's language.
  [/^(?!NS_)./, 'tls'],
];

/** Compares what the extension concluded from the events with what Firefox itself said. */
export function judgeFirefox(ours: Ours, said: Said): Judgement {
  const causes = causesOf(said);
  if (causes.length > 0) {
    const isNamed = said.corsError === null || said.corsError === GENERAL;
    const same = ({ cause, phase }: Ours['findings'][number]) =>
      causes.some((one) => one === cause) && (isNamed || phase === said.phase);
    return judgeReason(ours, same, `${causes.join(' or ')} (${said.phase})`);
  }
  if (said.outcome === 'finished') return judgeVerdict(ours, 'allowed');
  if (said.outcome === 'pending') return judgeVerdict(ours, 'pending');
  const { problems } = judgeVerdict(ours, 'failed');
  const failures =
    said.blockedReason === 'orb' ? (['orb'] as const) : failuresOf(said.errorText ?? '');
  const isSame = failures.some((failure) => failure === ours.failure);
  const other = `failure is ${ours.failure}, the browser's is ${failures.join(' or ')}`;
  return { problems: isSame ? problems : [...problems, other], secondGuess: false };
}

/** The causes that Firefox's words stand for; none if it was not CORS. */
export function causesOf(said: Said): readonly CauseId[] {
  const { corsError, errorText } = said;
  if (corsError !== null && corsError !== GENERAL) return CAUSES[corsError] ?? [];
  if (errorText === NOT_FOLLOWED && said.mode === 'same-origin') return ['same-origin-mode'];
  if (isSentOnWithPassword(said)) {
    return [said.phase === 'preflight' ? 'preflight-redirect' : 'redirect-with-credentials'];
  }
  if (isSentOnToApp(said)) return ['scheme-not-http'];
  const byError = NAMED_BY_ERROR[errorText ?? ''];
  return byError === undefined ? [] : [byError];
}

/**
 * A redirect for which CORS has no category: to a URL with a user name or password. Requests
 * without CORS are refused in the same way.
 */
function isSentOnWithPassword({ errorText, mode, sentOnTo }: Said): boolean {
  if (errorText !== 'NS_ERROR_UNEXPECTED' || mode !== 'cors' || !sentOnTo) return false;
  const { username, password } = new URL(sentOnTo);
  return username !== '' || password !== '';
}

/** After two redirects, one to a program (`mailto:`) is refused without its usual category. */
const isSentOnToApp = ({ errorText, mode, phase, sentOnTo }: Said): boolean =>
  errorText === 'NS_ERROR_UNEXPECTED' &&
  mode === 'cors' &&
  phase === 'actual' &&
  /^(?!https?:|wss?:|data:|javascript:)[a-z][a-z0-9+.-]*:/.test(sentOnTo ?? '');

/** The failure ids that Firefox's name of an error may stand for. */
function failuresOf(error: string): readonly Failure[] {
  const [, ...failures] = FAILURES.find(([pattern]) => pattern.test(error)) ?? [];
  return failures.length > 0 ? failures : ['other'];
}
