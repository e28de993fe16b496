/** Chromium's names for what Node reports. @see https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const NAMES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'CONNECTION_REFUSED',
  EHOSTUNREACH: 'ADDRESS_UNREACHABLE',
  ENETUNREACH: 'ADDRESS_UNREACHABLE',
  EADDRNOTAVAIL: 'ADDRESS_INVALID',
  ENOTFOUND: 'NAME_NOT_RESOLVED',
  EAI_AGAIN: 'NAME_NOT_RESOLVED',
  ETIMEDOUT: 'CONNECTION_TIMED_OUT',
  ECONNRESET: 'CONNECTION_RESET',
  EPIPE: 'CONNECTION_RESET',
  EPROTO: 'SSL_PROTOCOL_ERROR',
  CERT_HAS_EXPIRED: 'CERT_DATE_INVALID',
  CERT_NOT_YET_VALID: 'CERT_DATE_INVALID',
  CERT_REVOKED: 'CERT_REVOKED',
  ERR_TLS_CERT_ALTNAME_INVALID: 'CERT_COMMON_NAME_INVALID',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'CERT_AUTHORITY_INVALID',
  SELF_SIGNED_CERT_IN_CHAIN: 'CERT_AUTHORITY_INVALID',
  UNABLE_TO_GET_ISSUER_CERT: 'CERT_AUTHORITY_INVALID',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'CERT_AUTHORITY_INVALID',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'CERT_AUTHORITY_INVALID',
};

const UNSENDABLE = /^ERR_(?:INVALID_|UNESCAPED_|HTTP2_INVALID_(?:CONNECTION_)?HEADER)/;

/** Something that went wrong on the way, by Chromium's name for it. */
export class NetError extends Error {
  readonly netName: `net::ERR_${string}`;

  constructor(netName: `net::ERR_${string}`) {
    super(netName);
    this.netName = netName;
  }
}

/** Chromium's name for anything that goes wrong while a request is sent. */
export function netNameOf(error: unknown): string {
  if (error instanceof NetError) return error.netName;
  if (!(error instanceof Error)) return 'net::ERR_FAILED';
  const code = 'code' in error ? String(error.code) : '';
  // Node says the same for a reset and for a connection that ends without an answer.
  if (error.message === 'socket hang up') return 'net::ERR_EMPTY_RESPONSE';
  if (code === 'HPE_HEADER_OVERFLOW') return 'net::ERR_RESPONSE_HEADERS_TOO_BIG';
  if (code.startsWith('HPE_')) return 'net::ERR_INVALID_HTTP_RESPONSE';
  // A method or a header that Node does not send.
  if (UNSENDABLE.test(code)) return 'net::ERR_INVALID_ARGUMENT';
  if (code.startsWith('ERR_HTTP2_')) return 'net::ERR_HTTP2_PROTOCOL_ERROR';
  if (code.startsWith('ERR_SSL_')) return 'net::ERR_SSL_PROTOCOL_ERROR';
  return `net::ERR_${NAMES[code] ?? 'FAILED'}`;
}
