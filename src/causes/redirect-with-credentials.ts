import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';

export const redirectWithCredentials = defineCause({
  id: 'redirect-with-credentials',
  title: 'The redirect contains a user name or password',
  spec: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSDidNotSucceed',
  explain: ({ evidence: { location } }) => [
    'The server redirected the request to ',
    shown(location),
    ', an address with a user name or password in it, which the browser does not follow across origins.',
  ],
  why: () => [
    'Whoever redirects could otherwise hand the page a login that it must not have: the server should redirect to the address without them.',
  ],
});
