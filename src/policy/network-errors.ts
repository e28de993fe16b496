import type { BrowserName } from '../model/exchange.ts';
import { FAILURES, type Failure } from './finding.ts';

/** Which names, and which beginnings of names, mean which failure. Separated by spaces. */
type Names = Readonly<Partial<Record<Failure, string>>>;

/** Pairs of a name and what it means. */
function pairs(names: Names): readonly (readonly [name: string, failure: Failure])[] {
  return FAILURES.flatMap((failure) =>
    (names[failure]?.trim().split(/\s+/) ?? []).map((name) => [name, failure] as const),
  );
}

/**
 * Chromium's names without `net::ERR_`. What is not here (ERR_FAILED …) is
 * `other`.
 * @see https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h
 */
const CHROMIUM_NAMES = new Map(
  pairs({
    'connection-refused':
      'CONNECTION_REFUSED CONNECTION_FAILED ADDRESS_UNREACHABLE ADDRESS_INVALID',
    proxy: 'TUNNEL_CONNECTION_FAILED MANDATORY_PROXY_CONFIGURATION_FAILED NO_SUPPORTED_PROXIES',
    dns: 'NAME_NOT_RESOLVED NAME_RESOLUTION_FAILED ICANN_NAME_COLLISION',
    tls: 'QUIC_HANDSHAKE_FAILED QUIC_CERT_ROOT_NOT_KNOWN',
    timeout: 'TIMED_OUT CONNECTION_TIMED_OUT',
    reset: `CONNECTION_RESET CONNECTION_CLOSED CONNECTION_ABORTED EMPTY_RESPONSE
      SOCKET_NOT_CONNECTED NETWORK_CHANGED CONTENT_LENGTH_MISMATCH INCOMPLETE_CHUNKED_ENCODING
      RESPONSE_HEADERS_TRUNCATED QUIC_PROTOCOL_ERROR`,
    aborted: 'ABORTED',
    'blocked-by-client': `BLOCKED_BY_CLIENT BLOCKED_BY_ADMINISTRATOR
      BLOCKED_IN_INCOGNITO_BY_ADMINISTRATOR BLOCKED_BY_FINGERPRINTING_PROTECTION`,
    csp: 'BLOCKED_BY_CSP',
    // DevTools' name: the extension API has no event of it.
    'mixed-content': 'blocked:mixed-content',
    'unsafe-port': 'UNSAFE_PORT',
    orb: 'BLOCKED_BY_ORB',
    'unsafe-redirect': 'UNSAFE_REDIRECT INVALID_REDIRECT',
    'too-many-redirects': 'TOO_MANY_REDIRECTS',
    'http-cache-miss': 'CACHE_MISS',
  }),
);

const CHROMIUM_FAMILIES = pairs({
  proxy: 'PROXY_ SOCKS_',
  dns: 'DNS_ HOST_RESOLVER_',
  tls: 'CERT_ CERTIFICATE_ SSL_ BAD_SSL_ ECH_ CT_',
  reset: 'HTTP2_',
  corp: 'BLOCKED_BY_RESPONSE',
});

/**
 * Firefox's names without `NS_`. What is not here is `other`.
 * @see https://searchfox.org/firefox-main/source/xpcom/base/ErrorList.py
 */
const FIREFOX_NAMES = new Map(
  pairs({
    'connection-refused': 'ERROR_CONNECTION_REFUSED',
    proxy: 'ERROR_UNKNOWN_PROXY_HOST',
    dns: 'ERROR_UNKNOWN_HOST ERROR_DNS_LOOKUP_QUEUE_FULL',
    tls: 'ERROR_NET_INADEQUATE_SECURITY',
    timeout: 'ERROR_NET_TIMEOUT ERROR_NET_TIMEOUT_EXTERNAL',
    reset: `ERROR_NET_RESET ERROR_NET_INTERRUPT ERROR_NET_EMPTY_RESPONSE
      ERROR_NET_PARTIAL_TRANSFER ERROR_NET_ON_RECEIVING_FROM ERROR_NET_HTTP2_SENT_GOAWAY ERROR_NET_HTTP3_PROTOCOL_ERROR
      ERROR_CORRUPTED_CONTENT`,
    aborted: 'BINDING_ABORTED BINDING_REDIRECTED BINDING_RETARGETED',
    'mixed-content': 'ERROR_MIXED_CONTENT_BLOCKED',
    'unsafe-port': 'ERROR_PORT_ACCESS_NOT_ALLOWED',
    'web-socket': 'ERROR_WEBSOCKET_CONNECTION_REFUSED',
    csp: 'ERROR_CSP_FRAME_ANCESTOR_VIOLATION ERROR_CSP_FORM_ACTION_VIOLATION ERROR_CSP_NAVIGATE_TO_VIOLATION',
    'blocked-by-client': `ERROR_ABORT ERROR_BLOCKED_BY_POLICY ERROR_CONTENT_BLOCKED
      ERROR_TRACKING_URI ERROR_MALWARE_URI ERROR_PHISHING_URI ERROR_UNWANTED_URI
      ERROR_HARMFUL_URI ERROR_FINGERPRINTING_URI ERROR_CRYPTOMINING_URI
      ERROR_SOCIALTRACKING_URI ERROR_EMAILTRACKING_URI`,
    corp: 'ERROR_DOM_CORP_FAILED ERROR_DOM_COEP_FAILED ERROR_DOM_COOP_FAILED',
    'unsafe-redirect': 'ERROR_DOM_BAD_CROSS_ORIGIN_URI',
    'too-many-redirects': 'ERROR_REDIRECT_LOOP',
    'http-cache-miss': 'ERROR_DOCUMENT_NOT_CACHED ERROR_CACHE_KEY_NOT_FOUND',
  }),
);

/** Which failure the browser's name of an error means. Unknown names: `other`. */
export function failureOf(error: string, browser: BrowserName): Failure {
  return browser === 'chromium' ? chromiumFailure(error) : firefoxFailure(error);
}

function chromiumFailure(error: string): Failure {
  const name = error.replace(/^(?:net::)?ERR_/, '');
  const family = CHROMIUM_FAMILIES.find(([prefix]) => name.startsWith(prefix));
  return CHROMIUM_NAMES.get(name) ?? family?.[1] ?? 'other';
}

/**
 * Firefox describes TLS errors in sentences of the user's language, all others with `NS_` names.
 */
function firefoxFailure(error: string): Failure {
  if (!error.startsWith('NS_')) return error.trim() === '' ? 'other' : 'tls';
  // One for each status that a proxy may answer.
  if (error.startsWith('NS_ERROR_PROXY_')) return 'proxy';
  return FIREFOX_NAMES.get(error.slice(3)) ?? 'other';
}
