import type { CredentialsMode } from '../model/exchange.ts';
import { get, getAll, type HeaderList, trimHttpWhitespace } from '../model/header-list.ts';
import type { Finding, Phase } from './finding.ts';

/** What the CORS check reads. */
export type CorsCheckInput = {
  /** The byte-serialized request origin: `null` after redirects have tainted it. */
  readonly origin: string;
  readonly credentials: CredentialsMode;
  readonly status: number;
  readonly headers: HeaderList;
  readonly phase: Phase;
  readonly hop: number;
};

/**
 * The CORS check, on the response to a preflight or to the request itself.
 *
 * Returns `[]` for success. A failure is one finding for the origin. If the credentials would fail
 * next, a second finding follows: the standard stops at the first, a fix must not.
 * @see https://fetch.spec.whatwg.org/#concept-cors-check
 */
export function corsCheck(input: CorsCheckInput): readonly Finding[] {
  // 1. Let origin be the result of getting `Access-Control-Allow-Origin`.
  const value = get(input.headers, 'access-control-allow-origin');
  const include = input.credentials === 'include';
  // 3. If credentials mode is not "include" and origin is `*`, then return success.
  if (!include && value !== null && trimHttpWhitespace(value) === '*') return [];
  const originFinding = checkOrigin(input, value);
  // 5. If credentials mode is not "include", then return success.
  const credentialsFinding = include ? checkCredentials(input) : null;
  return [originFinding, credentialsFinding].filter((finding) => finding !== null);
}

/** Steps 2 to 4. A failure of step 4 is refined into what is wrong with the value. */
function checkOrigin(input: CorsCheckInput, value: string | null): Finding | null {
  const { phase, hop, origin, status } = input;
  // 2. If origin is null (the header is absent, which is not the value `null`), return failure.
  if (value === null) {
    return { cause: 'missing-allow-origin', phase, hop, evidence: { origin, status } };
  }
  const received = trimHttpWhitespace(value);
  // 4. If byte-serializing the request's origin does not give the same bytes, return failure.
  if (received === origin) return null;
  if (received === '*')
    return { cause: 'wildcard-with-credentials', phase, hop, evidence: { origin } };
  // Both browsers refuse after this point; the order of the names is Chromium's.
  if (received.includes(' ') || received.includes(',')) {
    const lines = getAll(input.headers, 'access-control-allow-origin');
    const evidence = { origin, received: lines };
    return { cause: 'multiple-allow-origin-values', phase, hop, evidence };
  }
  const evidence = { origin, received };
  return received === 'null' || URL.canParse(received)
    ? { cause: 'allow-origin-mismatch', phase, hop, evidence }
    : { cause: 'invalid-allow-origin-value', phase, hop, evidence };
}

/** Steps 6 to 8. */
function checkCredentials({ headers, phase, hop, origin }: CorsCheckInput): Finding | null {
  // 6. Let credentials be the result of getting `Access-Control-Allow-Credentials`.
  const received = get(headers, 'access-control-allow-credentials');
  // 7. If credentials is `true`, in these very letters, then return success.
  if (received !== null && trimHttpWhitespace(received) === 'true') return null;
  // 8. Return failure.
  return { cause: 'credentials-not-allowed', phase, hop, evidence: { origin, received } };
}
