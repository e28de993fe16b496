import { prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';

export const redirectWithCredentials = defineCause({
  id: 'redirect-with-credentials',
  title: 'The redirect contains a user name or password',
  spec: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain: ({ evidence: { location } }) =>
    prose`The server redirected the request to ${shown(location)}, an address with a user name or
      password in it. The browser does not follow such a redirect across origins.`,
  why: () => prose`Otherwise a redirect could give the page a login that it must not have.`,
});
