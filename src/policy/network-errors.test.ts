import { expect, test } from 'vitest';
import { failureOf } from './network-errors.ts';

test.each([
  ['net::ERR_CONNECTION_REFUSED', 'connection-refused'],
  ['net::ERR_ADDRESS_UNREACHABLE', 'connection-refused'],
  ['net::ERR_PROXY_CONNECTION_FAILED', 'proxy'],
  ['net::ERR_PROXY_AUTH_REQUESTED', 'proxy'],
  ['net::ERR_PROXY_CERTIFICATE_INVALID', 'proxy'],
  ['net::ERR_TUNNEL_CONNECTION_FAILED', 'proxy'],
  ['net::ERR_SOCKS_CONNECTION_FAILED', 'proxy'],
  ['net::ERR_NAME_NOT_RESOLVED', 'dns'],
  ['net::ERR_DNS_TIMED_OUT', 'dns'],
  ['net::ERR_CERT_DATE_INVALID', 'tls'],
  ['net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'tls'],
  ['net::ERR_BAD_SSL_CLIENT_AUTH_CERT', 'tls'],
  ['net::ERR_TIMED_OUT', 'timeout'],
  ['net::ERR_CONNECTION_TIMED_OUT', 'timeout'],
  ['net::ERR_CONNECTION_RESET', 'reset'],
  ['net::ERR_CONTENT_LENGTH_MISMATCH', 'reset'],
  ['net::ERR_HTTP2_PROTOCOL_ERROR', 'reset'],
  ['net::ERR_ABORTED', 'aborted'],
  ['net::ERR_BLOCKED_BY_CLIENT', 'blocked-by-client'],
  ['net::ERR_BLOCKED_BY_ADMINISTRATOR', 'blocked-by-client'],
  ['net::ERR_BLOCKED_BY_CSP', 'csp'],
  ['net::ERR_BLOCKED_BY_ORB', 'orb'],
  ['net::ERR_BLOCKED_BY_RESPONSE', 'corp'],
  ['net::ERR_UNSAFE_REDIRECT', 'unsafe-redirect'],
  ['net::ERR_TOO_MANY_REDIRECTS', 'too-many-redirects'],
  ['net::ERR_CACHE_MISS', 'http-cache-miss'],
  ['ERR_CONNECTION_REFUSED', 'connection-refused'],
  ['net::ERR_FAILED', 'other'],
  ['net::ERR_INTERNET_DISCONNECTED', 'other'],
  ['', 'other'],
  ['constructor', 'other'],
])('Chromium’s %s is %s', (error, failure) => {
  expect(failureOf(error, 'chromium')).toBe(failure);
});

test.each([
  ['NS_ERROR_CONNECTION_REFUSED', 'connection-refused'],
  ['NS_ERROR_UNKNOWN_HOST', 'dns'],
  ['NS_ERROR_PROXY_CONNECTION_REFUSED', 'proxy'],
  ['NS_ERROR_PROXY_AUTHENTICATION_FAILED', 'proxy'],
  ['NS_ERROR_UNKNOWN_PROXY_HOST', 'proxy'],
  ['NS_ERROR_NET_INADEQUATE_SECURITY', 'tls'],
  [
    'Das Zertifikat ist nicht vertrauenswürdig, weil es vom Aussteller selbst signiert wurde.',
    'tls',
  ],
  ['NS_ERROR_NET_TIMEOUT', 'timeout'],
  ['NS_ERROR_NET_PARTIAL_TRANSFER', 'reset'],
  ['NS_BINDING_ABORTED', 'aborted'],
  ['NS_ERROR_ABORT', 'blocked-by-client'],
  ['NS_ERROR_TRACKING_URI', 'blocked-by-client'],
  ['NS_ERROR_DOM_CORP_FAILED', 'corp'],
  ['NS_ERROR_REDIRECT_LOOP', 'too-many-redirects'],
  ['NS_ERROR_DOCUMENT_NOT_CACHED', 'http-cache-miss'],
  ['NS_ERROR_OFFLINE', 'other'],
  ['NS_ERROR_DOM_BAD_URI', 'other'],
  ['', 'other'],
  [' ', 'other'],
])('Firefox’s %s is %s', (error, failure) => {
  expect(failureOf(error, 'firefox')).toBe(failure);
});
