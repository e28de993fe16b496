import http from 'node:http';
import https from 'node:https';
import type { Answer, Question } from '../checks/check.ts';
import type { Header, HeaderList } from '../model/header-list.ts';
import { redactHeader } from '../model/redact.ts';

/** What the exchange must not contain, but the server must get. */
export type Secrets = {
  /** The URL as the user gave it. */
  readonly url: string;
  /** All headers of the user whose values are known. */
  readonly headers: HeaderList;
};

export type Limits = { readonly timeoutMs: number };

/** Chromium's limit for all headers of a response. */
const MOST_HEADERS = 256 * 1024;
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Crosscheck';

/**
 * Sends exactly this question, and resolves with the raw answer without secrets: for a redirect the
 * redirect itself, and nothing of a body. Never rejects: what goes wrong on the way is an answer,
 * with Chromium's name for it.
 */
export function askServer(
  question: Question,
  { timeoutMs }: Limits,
  secrets: HeaderList,
): Promise<Answer> {
  const url = new URL(question.url);
  const { request } = url.protocol === 'https:' ? https : http;
  const headers = [...headersFor(question, url), ...secrets].flat();
  const signal = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve) => {
    const fail = (error: string): void => resolve({ kind: 'error', error, at: Date.now() });
    const options = {
      method: question.method,
      headers,
      agent: false,
      signal,
      maxHeaderSize: MOST_HEADERS,
    };
    try {
      const sent = request(url, options, (response) => {
        const { statusCode: status = 0, rawHeaders } = response;
        resolve({
          kind: 'response',
          status,
          headers: pairs(rawHeaders).map(redactHeader),
          at: Date.now(),
        });
        // Nobody reads the body: a stream would go on for ever.
        sent.destroy();
      });
      sent.on('upgrade', (_, socket) => socket.destroy());
      sent.on('error', (error) => fail(signal.aborted ? 'net::ERR_TIMED_OUT' : nameOf(error)));
      sent.on('close', () => fail('net::ERR_EMPTY_RESPONSE'));
      sent.end();
    } catch {
      // A method or a header that Node does not send.
      fail('net::ERR_INVALID_ARGUMENT');
    }
  });
}

/** Node adds nothing to a list of lines. */
function headersFor({ method, headers }: Question, { host }: URL): HeaderList {
  const isBodyExpected = !['GET', 'HEAD', 'OPTIONS'].includes(method);
  return [
    ['Host', host],
    ['Connection', 'keep-alive'],
    ...(isBodyExpected ? [['Content-Length', '0'] as const] : []),
    ['User-Agent', USER_AGENT],
    ...headers,
    ['Accept-Encoding', 'gzip, deflate, br, zstd'],
  ];
}

const pairs = (raw: readonly string[]): readonly Header[] =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : []));

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

function nameOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  // Node says the same for a reset and for a connection that ends without an answer.
  if (error.message === 'socket hang up') return 'net::ERR_EMPTY_RESPONSE';
  if (code === 'HPE_HEADER_OVERFLOW') return 'net::ERR_RESPONSE_HEADERS_TOO_BIG';
  if (code.startsWith('HPE_')) return 'net::ERR_INVALID_HTTP_RESPONSE';
  if (code.startsWith('ERR_SSL_')) return 'net::ERR_SSL_PROTOCOL_ERROR';
  return `net::ERR_${NAMES[code] ?? 'FAILED'}`;
}
