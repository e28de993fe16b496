import type { CauseId } from '../policy/finding.ts';
import type { Claim } from './claim.ts';

/** What the text states. Only that: nobody has seen the response. */
const SAYS: Readonly<Record<CauseId, string>> = {
  'missing-allow-origin': 'the response has no Access-Control-Allow-Origin',
  'multiple-allow-origin-values': 'the response has several values of Access-Control-Allow-Origin',
  'invalid-allow-origin-value': 'Access-Control-Allow-Origin is no origin',
  'allow-origin-mismatch': 'Access-Control-Allow-Origin allows another origin',
  'wildcard-with-credentials': 'Access-Control-Allow-Origin is *, and the request sends cookies',
  'credentials-not-allowed':
    'Access-Control-Allow-Credentials is not true, and the request sends cookies',
  'preflight-status': 'the server refuses the preflight by its status',
  'preflight-redirect': 'the server redirects the preflight',
  'preflight-network-error': 'the preflight got no response',
  'invalid-allow-methods': 'Access-Control-Allow-Methods cannot be read',
  'invalid-allow-headers': 'Access-Control-Allow-Headers cannot be read',
  'method-not-allowed': 'the server does not allow the method',
  'header-not-allowed': 'the server does not allow the request header',
  'redirect-with-credentials': 'the server redirects to a URL with a user name and password',
  'scheme-not-http': 'CORS works for http: and https: only',
  'same-origin-mode': 'the page’s code asks for its own origin only (mode: same-origin)',
  'no-cors-redirect-mode': 'the page’s code forbids the redirect (no-cors)',
  'local-network-access-denied': 'the browser denies access to the local network',
  'local-network-access-insecure': 'only pages with https: may reach the local network',
};

/** What a message states, in one sentence. */
export function statedBy({
  causes,
  named,
  noResponse,
}: Pick<Claim, 'causes' | 'named' | 'noResponse'>): string {
  if (noResponse) return 'No response came. That is no refusal, so no CORS setting helps.';
  const stated = causes.map((cause) => SAYS[cause]).join(', or ');
  const says =
    causes.length === 0 ? 'we do not know this message' : `${stated}${named ? `: ${named}` : ''}`;
  return `${says.charAt(0).toUpperCase()}${says.slice(1)}.`;
}
