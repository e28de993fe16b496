import {
  allowCredentials,
  allowMethods,
  allowOrigin,
  answer,
  blocked,
  failed,
  finished,
  generous,
  get,
  include,
  location,
  put,
  type Scenario,
  scenario,
} from './scenario.ts';

const any = allowOrigin('*');

/** Requests that are redirected to another URL. */
export const redirects: readonly Scenario[] = [
  scenario('redirect-to-other-site', 'the own server redirects to an API without CORS', {
    asks: [get('page/old')],
    answers: { 'page/old': { actual: answer([location('{api:new}')], 302) } },
    said: blocked('MissingAllowOriginHeader'),
  }),
  scenario('redirect-null-origin', 'the second server allows the page, but is asked as null', {
    asks: [get('api/old')],
    answers: {
      'api/old': { actual: answer([any, location('{near:new}')], 302) },
      'near/new': { actual: answer([allowOrigin('{page}')]) },
    },
    said: blocked('AllowOriginMismatch'),
  }),
  scenario('redirect-null-origin-allowed', 'the second server allows any page', {
    asks: [get('api/old')],
    answers: {
      'api/old': { actual: answer([any, location('{other:new}')], 302) },
      'other/new': { actual: answer([any]) },
    },
    said: finished,
  }),
  scenario('redirect-without-headers', 'the redirect itself has no CORS headers', {
    asks: [get('api/old')],
    answers: {
      'api/old': { actual: answer([location('{api:new}')], 301) },
      'api/new': { actual: answer([any]) },
    },
    said: blocked('MissingAllowOriginHeader'),
  }),
  scenario('redirect-same-server', 'the server redirects within itself and allows the page', {
    asks: [get('api/old')],
    answers: {
      'api/old': { actual: answer([allowOrigin('{page}'), location('{api:new}')], 301) },
      'api/new': { actual: answer([allowOrigin('{page}')]) },
    },
    said: finished,
  }),
  scenario('redirect-userinfo', 'the redirect carries user and password', {
    asks: [get('api/old')],
    answers: {
      'api/old': { actual: answer([any, location('http://user:pass@127.0.0.1:1/new')], 302) },
    },
    said: blocked('RedirectContainsCredentials'),
  }),
  scenario('redirect-after-preflight', 'a PUT is sent on and asked about again', {
    asks: [put('api/old')],
    answers: {
      'api/old': {
        preflight: answer(generous),
        actual: answer([any, location('{api:new}')], 307),
      },
      'api/new': { preflight: answer(generous), actual: answer(generous) },
    },
    said: finished,
  }),
  scenario('redirect-after-preflight-missing', 'the redirect of a PUT has no CORS headers', {
    asks: [put('api/old')],
    answers: {
      'api/old': { preflight: answer(generous), actual: answer([location('{api:new}')], 307) },
    },
    said: blocked('MissingAllowOriginHeader'),
  }),
  scenario('redirect-second-preflight', 'the second preflight is asked as null', {
    asks: [put('api/old')],
    answers: {
      'api/old': {
        preflight: answer(generous),
        actual: answer([any, location('{near:new}')], 307),
      },
      'near/new': {
        preflight: answer([allowOrigin('{page}'), allowMethods('PUT')]),
        actual: answer(generous),
      },
    },
    said: blocked('PreflightAllowOriginMismatch'),
    // Its second preflight asks with the page's origin, and this server then allows any origin.
    inFirefox: finished,
  }),
  scenario('redirect-second-preflight-then-null', 'the request itself is asked as null at last', {
    asks: [put('api/old')],
    answers: {
      'api/old': {
        preflight: answer(generous),
        actual: answer([any, location('{near:new}')], 307),
      },
      'near/new': {
        preflight: answer([allowOrigin('{page}'), allowMethods('PUT')]),
        actual: answer([allowOrigin('{page}')]),
      },
    },
    said: blocked('PreflightAllowOriginMismatch'),
    inFirefox: blocked('CORSAllowOriginNotMatchingOrigin'),
  }),
  scenario('redirect-303', 'a PUT is answered by the place to look at', {
    asks: [put('api/old')],
    answers: {
      'api/old': {
        preflight: answer(generous),
        actual: answer([any, location('{other:new}')], 303),
      },
      'other/new': { preflight: answer([], 404), actual: answer([any]) },
    },
    said: finished,
    // The browser sends a preflight first although the method is GET now.
    inFirefox: blocked('CORSMissingAllowOrigin2'),
  }),
  scenario('redirect-own-put', 'a PUT to the own server is sent on to an API', {
    asks: [put('page/old')],
    answers: {
      'page/old': { actual: answer([location('{api:new}')], 307) },
      'api/new': { preflight: answer([allowOrigin('{page}')]), actual: answer(generous) },
    },
    said: blocked('MethodDisallowedByPreflightResponse'),
  }),
  scenario('redirect-home', 'an API redirects back to the own server', {
    asks: [get('api/old')],
    answers: { 'api/old': { actual: answer([any, location('{page:new}')], 302) } },
    said: blocked('MissingAllowOriginHeader'),
  }),
  scenario(
    'redirect-home-put',
    'a PUT is sent back to the own server, whose OPTIONS knows no CORS',
    {
      asks: [put('api/old')],
      answers: {
        'api/old': {
          preflight: answer(generous),
          actual: answer([any, location('{page:new}')], 307),
        },
        'page/new': {
          preflight: answer([allowMethods('PUT')]),
          actual: answer([allowOrigin('null')]),
        },
      },
      said: blocked('PreflightMissingAllowOriginHeader'),
      // The preflight there carries the page's origin, and only methods and headers are checked.
      inFirefox: finished,
    },
  ),
  scenario('redirect-home-put-refused', 'a PUT is sent back to the own server, which takes none', {
    asks: [put('api/old')],
    answers: {
      'api/old': {
        preflight: answer(generous),
        actual: answer([any, location('{page:new}')], 307),
      },
      'page/new': { preflight: answer([allowOrigin('mailto:x'), allowMethods('POST')]) },
    },
    said: blocked('PreflightAllowOriginMismatch'),
    inFirefox: blocked('CORSMethodNotFound'),
  }),
  scenario('redirect-own-same-site', 'a redirect with cookies leads to another port of the host', {
    asks: [get('page/old', include)],
    answers: {
      'page/old': { actual: answer([location('{near:new}')], 302) },
      'near/new': { actual: answer([allowOrigin('{page}')]) },
    },
    said: blocked('InvalidAllowCredentials'),
  }),
  scenario('redirect-credentials', 'a redirect with cookies ends where any page is allowed', {
    asks: [get('page/old', include)],
    answers: {
      'page/old': { actual: answer([location('{api:new}')], 302) },
      'api/new': { actual: answer([any, allowCredentials]) },
    },
    said: blocked('WildcardOriginNotAllowed'),
  }),
  scenario('redirect-data', 'the server redirects to a data: URL', {
    asks: [get('api/old')],
    answers: { 'api/old': { actual: answer([any, location('data:,x')], 302) } },
    said: failed('net::ERR_UNSAFE_REDIRECT'),
  }),
  scenario('redirect-data-same-origin-mode', 'the own server redirects to a data: URL', {
    asks: [get('page/old', { mode: 'same-origin' })],
    answers: { 'page/old': { actual: answer([location('data:,x')], 302) } },
    said: failed('net::ERR_UNSAFE_REDIRECT'),
    inFirefox: failed('NS_ERROR_CORRUPTED_CONTENT'),
  }),
  scenario('redirect-file-no-cors', 'what is asked for without CORS is sent on to a file', {
    asks: [get('api/old', { mode: 'no-cors' })],
    answers: { 'api/old': { actual: answer([location('file:///etc/hosts')], 302) } },
    said: failed('net::ERR_UNSAFE_REDIRECT'),
    inFirefox: failed('NS_ERROR_DOM_BAD_URI'),
  }),
  scenario('redirect-app-scheme', 'a login redirects to an app of this machine', {
    asks: [get('api/login')],
    answers: { 'api/login': { actual: answer([any, location('myapp://callback')], 302) } },
    said: blocked('CorsDisabledScheme'),
  }),
  scenario('redirect-app-scheme-refused', 'a login without CORS redirects to an app', {
    asks: [get('api/login')],
    answers: { 'api/login': { actual: answer([location('myapp://callback')], 302) } },
    said: blocked('MissingAllowOriginHeader'),
  }),
  scenario('redirect-bad-port', 'the server redirects to a port that no browser asks', {
    asks: [get('api/old')],
    answers: { 'api/old': { actual: answer([any, location('http://127.0.0.1:1/')], 302) } },
    said: failed('net::ERR_UNSAFE_PORT'),
    inFirefox: failed('NS_ERROR_UNEXPECTED'),
  }),
  scenario('redirect-script', 'the server redirects to a script', {
    asks: [get('api/old')],
    answers: { 'api/old': { actual: answer([any, location('javascript:alert(1)')], 302) } },
    said: blocked('CorsDisabledScheme'),
    inFirefox: failed('NS_ERROR_CORRUPTED_CONTENT'),
  }),
  scenario('redirect-script-refused', 'a server without CORS redirects to a script', {
    asks: [get('api/old')],
    answers: { 'api/old': { actual: answer([location('javascript:alert(1)')], 302) } },
    said: blocked('MissingAllowOriginHeader'),
    inFirefox: failed('NS_ERROR_CORRUPTED_CONTENT'),
  }),
  scenario('redirect-loop', 'the server redirects to itself for ever', {
    asks: [get('api/old')],
    answers: { 'api/old': { actual: answer([any, location('{api:old}')], 302) } },
    said: failed('net::ERR_TOO_MANY_REDIRECTS'),
  }),
  scenario('beacon-redirect-loop', 'the server redirects a beacon to itself for ever', {
    asks: [{ by: 'beacon', url: 'api/old', type: 'text/plain', body: 'x' }],
    answers: { 'api/old': { actual: answer([any, location('{api:old}')], 307) } },
    said: failed('net::ERR_TOO_MANY_REDIRECTS'),
  }),
  scenario('redirect-same-origin-mode', 'the page demands the same origin and is sent elsewhere', {
    asks: [get('page/old', { mode: 'same-origin' })],
    answers: { 'page/old': { actual: answer([location('{api:new}')], 302) } },
    said: failed(''),
  }),
  scenario('redirect-manual', 'the page wants to see the redirect itself', {
    asks: [get('api/old', { redirect: 'manual' })],
    answers: { 'api/old': { actual: answer([any, location('{api:new}')], 302) } },
    said: failed('net::ERR_ABORTED'),
    inFirefox: finished,
    indistinguishable: 'an extension sees the redirect, then net::ERR_ABORTED',
  }),
  scenario('redirect-forbidden-by-page', 'the page forbids redirects', {
    asks: [get('api/old', { redirect: 'error' })],
    answers: { 'api/old': { actual: answer([any, location('{api:new}')], 302) } },
    said: failed('net::ERR_FAILED'),
    indistinguishable: 'an extension sees the redirect, then net::ERR_ABORTED',
  }),
];
