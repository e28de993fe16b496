import { code } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';

export const noCorsRedirectMode = defineCause({
  id: 'no-cors-redirect-mode',
  title: 'no-cors cannot be combined with this redirect mode',
  spec: 'https://fetch.spec.whatwg.org/#concept-main-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/API/Request/redirect',
  explain: ({ evidence: { url } }) => [
    'The page asks for ',
    shown(url),
    ' with ',
    code("mode: 'no-cors'"),
    ' and a ',
    code('redirect'),
    ' other than ',
    code("'follow'"),
    ', which the browser does not allow together.',
  ],
  why: () => [
    'In ',
    code('no-cors'),
    ' mode the page could not read the answer anyway; leave the mode out and let the server allow the page’s origin instead.',
  ],
});
