import {
  allowCredentials,
  allowOrigin,
  answer,
  blocked,
  failed,
  finished,
  generous,
  get,
  include,
  type Place,
  put,
  type Scenario,
  scenario,
} from './scenario.ts';

const worker: Place = { kind: 'worker', url: 'page/worker.js' };
const frame = (attributes: Readonly<Record<string, string>>): Place => ({
  kind: 'frame',
  attributes,
});
const sandboxed = frame({ src: 'page/frame.html', sandbox: 'allow-scripts' });
const toPage = { 'api/x': { actual: answer([allowOrigin('{page}')]) } };

/** Workers and frames: whose origin is it? */
const places: readonly Scenario[] = [
  scenario('worker-get', 'a worker asks an API without CORS', {
    from: worker,
    asks: [get('api/x')],
    answers: {},
    said: blocked('MissingAllowOriginHeader'),
  }),
  scenario('worker-put', 'a worker asks an API that does not know OPTIONS', {
    from: worker,
    asks: [put('api/x')],
    answers: { 'api/x': { preflight: answer([], 404) } },
    said: blocked('PreflightMissingAllowOriginHeader'),
  }),
  scenario('sandbox-get', 'a sandboxed frame asks an API that allows the page', {
    from: sandboxed,
    asks: [get('api/x')],
    answers: toPage,
    said: blocked('AllowOriginMismatch'),
  }),
  scenario('sandbox-put', 'a sandboxed frame needs a preflight', {
    from: sandboxed,
    asks: [put('api/x')],
    answers: { 'api/x': { preflight: answer([allowOrigin('{page}')]) } },
    said: blocked('PreflightAllowOriginMismatch'),
  }),
  scenario('sandbox-image', 'an image of a sandboxed frame gets no answer', {
    from: sandboxed,
    asks: [{ by: 'element', tag: 'img', url: 'api/x.svg' }],
    answers: { 'api/x.svg': { actual: { drop: true } } },
    said: failed('net::ERR_EMPTY_RESPONSE'),
    inFirefox: failed('NS_ERROR_NET_RESET'),
  }),
  scenario('sandbox-null-allowed', 'the API allows null, even with cookies', {
    from: sandboxed,
    asks: [get('api/x', include)],
    answers: { 'api/x': { actual: answer([allowOrigin('null'), allowCredentials]) } },
    said: finished,
  }),
  scenario('cross-site-frame', "another site's frame asks, the API allows only the page", {
    from: frame({ src: 'other/frame.html' }),
    asks: [get('api/x')],
    answers: toPage,
    said: blocked('AllowOriginMismatch'),
  }),
  scenario('cross-site-frame-put', "another site's frame needs a preflight", {
    from: frame({ src: 'other/frame.html' }),
    asks: [put('near/x')],
    answers: { 'near/x': { preflight: answer(), actual: answer(generous) } },
    said: blocked('PreflightMissingAllowOriginHeader'),
  }),
  scenario('same-origin-frame', 'a frame of the own site asks an API without CORS', {
    from: frame({ src: 'page/frame.html' }),
    asks: [get('api/x')],
    answers: {},
    said: blocked('MissingAllowOriginHeader'),
  }),
];

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
const svg = { headers: [['Content-Type', 'image/svg+xml']] as const, body: SVG };

/** All the ways in which a page can ask. */
const kinds: readonly Scenario[] = [
  scenario('xhr-get', 'XMLHttpRequest to an API without CORS', {
    asks: [{ by: 'xhr', url: 'api/x' }],
    answers: {},
    said: blocked('MissingAllowOriginHeader'),
  }),
  scenario('xhr-credentials', 'XMLHttpRequest with cookies, which the preflight forbids', {
    asks: [{ by: 'xhr', url: 'api/x', method: 'DELETE', withCredentials: true }],
    answers: {
      'api/x': { preflight: answer([...generous.filter((one) => one !== allowCredentials)]) },
    },
    said: blocked('PreflightInvalidAllowCredentials'),
  }),
  scenario('xhr-upload', 'watching the upload makes a preflight of a plain POST', {
    asks: [{ by: 'xhr', url: 'api/x', method: 'POST', body: 'x', uploadListener: true }],
    answers: {},
    said: blocked('PreflightMissingAllowOriginHeader'),
  }),
  scenario('xhr-timeout', 'XMLHttpRequest runs out of time', {
    asks: [{ by: 'xhr', url: 'api/x', timeout: 150 }],
    answers: { 'api/x': { actual: { hang: true } } },
    said: failed('net::ERR_ABORTED'),
  }),
  scenario('img-anonymous', 'an image with crossorigin, from a server without CORS', {
    asks: [{ by: 'element', tag: 'img', url: 'api/x.svg', attributes: { crossorigin: '' } }],
    answers: { 'api/x.svg': { actual: svg } },
    said: blocked('MissingAllowOriginHeader'),
  }),
  scenario('img-use-credentials', 'an image with cookies, from a server that allows any page', {
    asks: [
      {
        by: 'element',
        tag: 'img',
        url: 'api/x.svg',
        attributes: { crossorigin: 'use-credentials' },
      },
    ],
    answers: { 'api/x.svg': { actual: { ...svg, headers: [...svg.headers, allowOrigin('*')] } } },
    said: blocked('WildcardOriginNotAllowed'),
  }),
  scenario('img-plain', 'an image without crossorigin needs no CORS', {
    asks: [{ by: 'element', tag: 'img', url: 'api/x.svg' }],
    answers: { 'api/x.svg': { actual: svg } },
    said: finished,
    unlisted: true,
  }),
  scenario('module-mime', 'a server without CORS answers JSON for a module', {
    asks: [{ by: 'element', tag: 'script', url: 'api/x.js', attributes: { type: 'module' } }],
    answers: { 'api/x.js': { actual: answer([['Content-Type', 'application/json']]) } },
    said: blocked('MissingAllowOriginHeader'),
    // The browser discards it before anything checks the header.
    inFirefox: failed('NS_ERROR_CORRUPTED_CONTENT'),
  }),
  scenario('module-script', 'a module script from a server without CORS', {
    asks: [{ by: 'element', tag: 'script', url: 'api/x.js', attributes: { type: 'module' } }],
    answers: {
      'api/x.js': { actual: { headers: [['Content-Type', 'text/javascript']], body: '' } },
    },
    said: blocked('MissingAllowOriginHeader'),
  }),
  scenario('stylesheet', 'a stylesheet with crossorigin, from a server without CORS', {
    asks: [
      {
        by: 'element',
        tag: 'link',
        url: 'api/x.css',
        attributes: { rel: 'stylesheet', crossorigin: 'anonymous' },
      },
    ],
    answers: { 'api/x.css': { actual: { headers: [['Content-Type', 'text/css']], body: '' } } },
    said: blocked('MissingAllowOriginHeader'),
  }),
  scenario('font', 'a font from a server without CORS', {
    asks: [{ by: 'font', url: 'api/x.woff2' }],
    answers: {
      'api/x.woff2': { actual: { headers: [['Content-Type', 'font/woff2']], body: 'x' } },
    },
    said: blocked('MissingAllowOriginHeader'),
  }),
  scenario('video', 'a video with crossorigin, from a server without CORS', {
    asks: [
      { by: 'element', tag: 'video', url: 'api/x.mp4', attributes: { crossorigin: 'anonymous' } },
    ],
    answers: { 'api/x.mp4': { actual: { headers: [['Content-Type', 'video/mp4']], body: 'x' } } },
    said: blocked('MissingAllowOriginHeader'),
  }),
  scenario('event-source', 'an event stream from a server without CORS', {
    asks: [{ by: 'event-source', url: 'api/x' }],
    answers: {
      'api/x': { actual: { headers: [['Content-Type', 'text/event-stream']], body: '' } },
    },
    said: blocked('MissingAllowOriginHeader'),
  }),
  scenario('event-source-credentials', 'an event stream with cookies, for any page', {
    asks: [{ by: 'event-source', url: 'api/x', withCredentials: true }],
    answers: {
      'api/x': {
        actual: { headers: [['Content-Type', 'text/event-stream'], allowOrigin('*')], body: '' },
      },
    },
    said: blocked('WildcardOriginNotAllowed'),
  }),
  scenario('beacon-text', 'a beacon with text needs no preflight', {
    asks: [{ by: 'beacon', url: 'api/x', type: 'text/plain', body: 'x' }],
    answers: { 'api/x': { actual: answer([], 204) } },
    said: finished,
    unlisted: true,
  }),
  scenario('beacon-json', 'a beacon with JSON needs a preflight', {
    asks: [{ by: 'beacon', url: 'api/x', type: 'application/json', body: '{}' }],
    answers: {},
    said: blocked('PreflightMissingAllowOriginHeader'),
  }),
  scenario('no-cors', 'a no-cors request cannot be read, and is not blocked', {
    asks: [get('api/x', { mode: 'no-cors' })],
    answers: {},
    said: finished,
  }),
  scenario('same-origin', 'the own server is asked', {
    asks: [put('page/x')],
    answers: {},
    said: finished,
    unlisted: true,
  }),
];

export const contexts: readonly Scenario[] = [...places, ...kinds];
