import { code } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';

export const schemeNotHttp = defineCause({
  id: 'scheme-not-http',
  title: 'Only http and https can cross origins',
  spec: 'https://fetch.spec.whatwg.org/#concept-main-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSRequestNotHttp',
  explain: ({ evidence: { url } }) => [
    'The page asks for ',
    shown(url),
    ', but from another origin only ',
    code('http:'),
    ' and ',
    code('https:'),
    ' addresses can be asked for.',
  ],
  why: () => [
    'CORS is a conversation in HTTP headers, and this address has none; mostly a page opened as a file, or an address without ',
    code('http://'),
    ', leads here.',
  ],
});
