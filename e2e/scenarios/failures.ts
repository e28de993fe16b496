import type { Ask } from '../../tools/judge/ask.ts';
import {
  allowOrigin,
  answer,
  blocked,
  failed,
  generous,
  get,
  put,
  type Scenario,
  scenario,
  unseen,
} from './scenario.ts';

const script: Pick<Extract<Ask, { by: 'element' }>, 'by' | 'tag'> = {
  by: 'element',
  tag: 'script',
};
const network = { profile: 'public-network' } as const;
const frame = { kind: 'frame', attributes: { src: 'page/frame.html' } } as const;

/** These fail for other reasons than CORS: no header could help. */
const notCors: readonly Scenario[] = [
  scenario('refused', 'nothing listens there', {
    asks: [get('closed/x')],
    answers: {},
    said: failed('net::ERR_CONNECTION_REFUSED'),
  }),
  scenario('empty', 'the server hangs up without an answer', {
    asks: [get('api/x')],
    answers: { 'api/x': { actual: { drop: true } } },
    said: failed('net::ERR_EMPTY_RESPONSE'),
  }),
  scenario('reset', 'the server resets the connection', {
    asks: [get('api/x')],
    answers: { 'api/x': { actual: { reset: true } } },
    said: failed('net::ERR_CONNECTION_RESET'),
  }),
  scenario('garbage', 'the server does not speak HTTP', {
    asks: [get('api/x')],
    answers: { 'api/x': { actual: { raw: 'SSH-2.0-OpenSSH_9.2\r\n' } } },
    said: failed('net::ERR_INVALID_HTTP_RESPONSE'),
    // An HTTP/0.9 response, which has no headers.
    inFirefox: blocked('CORSMissingAllowOrigin2'),
  }),
  scenario('tls', 'https: is asked where only http: is spoken', {
    asks: [get('tls/x')],
    answers: {},
    said: failed('net::ERR_SSL_PROTOCOL_ERROR'),
  }),
  scenario('certificate', 'nobody vouches for the certificate', {
    ...network,
    asks: [get('selfsigned/x')],
    answers: { 'selfsigned/x': { actual: answer([allowOrigin('*')]) } },
    said: failed('net::ERR_CERT_AUTHORITY_INVALID'),
  }),
  scenario('certificate-put', 'nobody vouches for the certificate that a preflight meets', {
    ...network,
    asks: [put('selfsigned/x')],
    answers: { 'selfsigned/x': { preflight: answer(generous), actual: answer(generous) } },
    said: failed('net::ERR_CERT_AUTHORITY_INVALID'),
  }),
  scenario('dns', 'the host does not exist', {
    ...network,
    asks: [get('nowhere/x')],
    answers: {},
    said: failed('net::ERR_NAME_NOT_RESOLVED'),
  }),
  scenario('dns-put', 'the host of a PUT does not exist', {
    ...network,
    asks: [put('nowhere/x')],
    answers: {},
    said: failed('net::ERR_NAME_NOT_RESOLVED'),
  }),
  scenario('abort', 'the page gives up waiting', {
    asks: [{ by: 'fetch', url: 'api/x', abortAfter: 150 }],
    answers: { 'api/x': { actual: { hang: true } } },
    said: failed('net::ERR_ABORTED'),
  }),
  scenario('abort-body', 'the page gives up while the answer still comes', {
    asks: [{ by: 'fetch', url: 'api/x', abortAfter: 250 }],
    answers: { 'api/x': { actual: { ...answer([allowOrigin('*')]), endless: true } } },
    said: failed('net::ERR_ABORTED'),
  }),
  scenario('signal-timeout', 'the page has set itself a time limit', {
    asks: [{ by: 'fetch', url: 'api/x', timeoutAfter: 150 }],
    answers: { 'api/x': { actual: { hang: true } } },
    said: failed('net::ERR_ABORTED'),
  }),
  scenario('navigation', 'the document is left before the answer comes', {
    from: frame,
    asks: [{ by: 'fetch', url: 'api/x', leaveAfter: 150 }],
    answers: { 'api/x': { actual: { hang: true } } },
    said: failed('net::ERR_ABORTED'),
  }),
  scenario('navigation-put', 'the document is left before the preflight is answered', {
    from: frame,
    asks: [{ by: 'fetch', url: 'api/x', init: { method: 'PUT' }, leaveAfter: 150 }],
    answers: { 'api/x': { preflight: { hang: true } } },
    said: failed('net::ERR_ABORTED'),
  }),
  scenario('blocked-by-extension', 'another extension stops the request', {
    ...network,
    asks: [get('api/advertisement')],
    answers: { 'api/advertisement': { actual: answer([allowOrigin('*')]) } },
    said: failed('net::ERR_BLOCKED_BY_CLIENT'),
  }),
  scenario('preflight-blocked-by-extension', 'another extension stops the preflight', {
    ...network,
    asks: [put('api/no-preflight')],
    answers: { 'api/no-preflight': { preflight: answer(generous), actual: answer(generous) } },
    said: failed('net::ERR_FAILED'),
    known: 'net::ERR_BLOCKED_BY_CLIENT',
  }),
  scenario('truncated', 'the answer breaks off', {
    asks: [get('api/x')],
    answers: {
      'api/x': {
        actual: {
          raw: 'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 9\r\n\r\nhi',
        },
      },
    },
    said: failed('net::ERR_CONTENT_LENGTH_MISMATCH'),
  }),
  scenario('orb', 'JSON is loaded as a script', {
    asks: [{ ...script, url: 'api/x' }],
    answers: {
      'api/x': {
        actual: {
          headers: [
            ['Content-Type', 'application/json'],
            ['X-Content-Type-Options', 'nosniff'],
          ],
          body: '{}',
        },
      },
    },
    said: failed('net::ERR_BLOCKED_BY_ORB'),
  }),
  scenario('corp', 'the server keeps its script to its own site', {
    asks: [{ ...script, url: 'api/x' }],
    answers: {
      'api/x': {
        actual: {
          headers: [
            ['Content-Type', 'text/javascript'],
            ['Cross-Origin-Resource-Policy', 'same-origin'],
          ],
          body: '',
        },
      },
    },
    said: failed('net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin'),
  }),
  scenario('coep', 'the page embeds only what agrees to it', {
    page: 'page/isolated.html',
    asks: [{ ...script, url: 'api/x' }],
    answers: {
      'page/isolated.html': {
        actual: { headers: [['Cross-Origin-Embedder-Policy', 'require-corp']] },
      },
      'api/x': { actual: { headers: [['Content-Type', 'text/javascript']], body: '' } },
    },
    said: failed('net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep'),
  }),
  scenario('unsafe-port', 'the port is forbidden', {
    asks: [get('http://127.0.0.1:6666/s/unsafe-port/x')],
    answers: {},
    said: failed('net::ERR_UNSAFE_PORT'),
    inFirefox: unseen,
  }),
];

/** Requests for which the extension API has no event. */
const unheard: readonly Scenario[] = [
  scenario('web-socket', 'the server refuses a WebSocket', {
    asks: [{ by: 'web-socket', url: 'api/x' }],
    answers: { 'api/x': { actual: answer([], 403) } },
    said: failed('net::ERR_FAILED'),
    unheard: 'web-socket',
  }),
  scenario('csp', "the page's own policy forbids the API", {
    page: 'page/strict.html',
    asks: [get('api/x')],
    answers: {
      'page/strict.html': {
        actual: { headers: [['Content-Security-Policy', "connect-src 'self'"]] },
      },
    },
    said: unseen,
  }),
  scenario('mode-same-origin', 'the page demands the same origin', {
    asks: [get('api/x', { mode: 'same-origin' })],
    answers: {},
    said: unseen,
  }),
  scenario('no-cors-manual', 'a no-cors request must not handle redirects itself', {
    asks: [get('api/x', { mode: 'no-cors', redirect: 'manual' })],
    answers: {},
    said: unseen,
  }),
  scenario('no-cors-put', 'a no-cors request must not be a PUT', {
    asks: [put('api/x', { mode: 'no-cors' })],
    answers: {},
    said: unseen,
  }),
  scenario('mixed-content', 'a secure page asks over plain http', {
    ...network,
    page: 'secure/index.html',
    asks: [get('insecure/x')],
    answers: { 'insecure/x': { actual: answer([allowOrigin('*')]) } },
    said: failed(''),
    unheard: 'mixed-content',
    inFirefox: unseen,
  }),
  scenario('file', 'a page of the web asks for a file', {
    asks: [get('file:///s/file/x')],
    answers: {},
    said: failed(''),
    unheard: 'file',
    inFirefox: unseen,
  }),
  scenario('scheme', 'the page asks for an unknown scheme', {
    asks: [get('foo://127.0.0.1/s/scheme/x')],
    answers: {},
    said: unseen,
  }),
];

/** Pages from the internet that ask a server on this machine. */
const localNetwork: readonly Scenario[] = [
  scenario('local-network-get', 'the browser may not reach this machine', {
    ...network,
    page: 'public/index.html',
    asks: [get('api/x')],
    answers: { 'api/x': { actual: answer([allowOrigin('*')]) } },
    said: blocked('LocalNetworkAccessPermissionDenied'),
  }),
  scenario('local-network-put', 'the preflight may not reach this machine', {
    ...network,
    page: 'public/index.html',
    asks: [put('api/x')],
    answers: { 'api/x': { preflight: answer(generous), actual: answer(generous) } },
    said: blocked('LocalNetworkAccessPermissionDenied'),
  }),
  scenario('local-network-insecure', 'an insecure page may not reach this machine', {
    ...network,
    page: 'insecure/index.html',
    asks: [get('api/x')],
    answers: { 'api/x': { actual: answer([allowOrigin('*')]) } },
    said: blocked('InsecureLocalNetwork'),
    // It asks the user about any page.
    inFirefox: failed('NS_ERROR_LOCAL_NETWORK_ACCESS_DENIED'),
  }),
];

export const failures: readonly Scenario[] = [...notCors, ...unheard, ...localNetwork];
