import { code, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';

export const noCorsRedirectMode = defineCause({
  id: 'no-cors-redirect-mode',
  title: 'no-cors cannot be combined with this redirect mode',
  spec: 'https://fetch.spec.whatwg.org/#concept-main-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/API/Request/redirect',
  explain: ({ evidence: { url } }) =>
    prose`The page requests ${shown(url)} with ${code("mode: 'no-cors'")} and a ${code('redirect')}
      other than ${code("'follow'")}. The browser does not allow both together.`,
  why: () =>
    prose`Remove ${code("mode: 'no-cors'")}, and let the server allow the page’s origin. A request
      with ${code('no-cors')} gives the page no response to read.`,
});
