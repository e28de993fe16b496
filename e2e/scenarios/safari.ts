import {
  allowCredentials,
  allowHeaders,
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
const page = allowOrigin('{page}');

/** Requests that Safari's engine judges otherwise than the browsers that run the extension. */
export const safari: readonly Scenario[] = [
  scenario('safari-dropped-authorization', 'a token is left behind at a redirect to another API', {
    asks: [get('api/old', { headers: [['Authorization', 'Bearer x']] })],
    answers: {
      'api/old': {
        preflight: answer([any, allowHeaders('authorization')]),
        actual: answer([any, location('{other:new}')], 307),
      },
      'other/new': { preflight: answer([any]), actual: answer([any]) },
    },
    said: finished,
  }),
  scenario('safari-onward-redirect', 'the own server redirects to an API, which redirects on', {
    asks: [get('page/old')],
    answers: {
      'page/old': { actual: answer([location('{api:middle}')], 302) },
      'api/middle': { actual: answer([any, location('{api:new}')], 302) },
      'api/new': { actual: answer([any]) },
    },
    said: finished,
  }),
  scenario('safari-onward-redirect-allowed', 'the same, and the middle allows cookies', {
    asks: [get('page/old')],
    answers: {
      'page/old': { actual: answer([location('{api:middle}')], 302) },
      'api/middle': { actual: answer([page, allowCredentials, location('{api:new}')], 302) },
      'api/new': { actual: answer([page, allowCredentials]) },
    },
    said: finished,
  }),
  scenario('safari-onward-redirect-cookies', 'the same with cookies, which all browsers refuse', {
    asks: [get('page/old', include)],
    answers: {
      'page/old': { actual: answer([location('{api:middle}')], 302) },
      'api/middle': { actual: answer([any, location('{api:new}')], 302) },
    },
    said: blocked('WildcardOriginNotAllowed'),
  }),
  scenario('safari-font', 'a font of a server without CORS headers', {
    asks: [{ by: 'font', url: 'api/font' }],
    answers: { 'api/font': { actual: { headers: [['Content-Type', 'font/woff2']], body: 'x' } } },
    said: blocked('MissingAllowOriginHeader'),
  }),
  scenario('safari-client-hint', 'a header that Chromium alone takes for safe', {
    asks: [get('api/a', { headers: [['DPR', '2']] })],
    answers: { 'api/a': { preflight: answer([any]), actual: answer([any]) } },
    said: finished,
    inFirefox: blocked('CORSMissingAllowHeaderFromPreflight2'),
  }),
  scenario('safari-get-after-put', 'a PUT becomes a GET by a 303, and its target is asked again', {
    asks: [put('api/old')],
    answers: {
      'api/old': {
        preflight: answer(generous),
        actual: answer([allowOrigin('{page}'), location('{api:new}')], 303),
      },
      'api/new': { preflight: answer([], 404), actual: answer([any]) },
    },
    said: finished,
    inFirefox: blocked('CORSMissingAllowOrigin2'),
  }),
  scenario('safari-status-first', 'a preflight gets a 404 without CORS headers', {
    asks: [put('api/a')],
    answers: { 'api/a': { preflight: answer([], 404) } },
    said: blocked('PreflightMissingAllowOriginHeader'),
    inFirefox: blocked('CORSMissingAllowOrigin2'),
  }),
  scenario('safari-methods-before-headers', 'both lists of a preflight response are wrong', {
    asks: [put('api/a', { headers: [['X-Custom', '1']] })],
    answers: {
      'api/a': { preflight: answer([any, allowMethods('P U T'), allowHeaders('x custom')]) },
    },
    said: blocked('InvalidAllowMethodsPreflightResponse'),
    inFirefox: blocked('CORSInvalidAllowMethod'),
  }),
  scenario('safari-password', 'the own server redirects to a URL with a password', {
    asks: [get('page/old')],
    answers: {
      'page/old': { actual: answer([location('http://user:pass@127.0.0.1:1/new')], 302) },
    },
    said: blocked('RedirectContainsCredentials'),
    inFirefox: failed('NS_ERROR_UNEXPECTED'),
  }),
];
