import { code, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';

export const schemeNotHttp = defineCause({
  id: 'scheme-not-http',
  title: 'CORS works only over http and https',
  spec: 'https://fetch.spec.whatwg.org/#concept-main-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSRequestNotHttp',
  explain: ({ evidence: { url } }) =>
    prose`The page requests ${shown(url)}, but from another origin a page can request only
      ${code('http:')} and ${code('https:')} addresses.`,
  why: () =>
    prose`CORS consists of HTTP headers, and this address has none. The usual reasons are a page
      that was opened as a file, or an address without ${code('http://')}.`,
});
