import { code, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';

export const sameOriginMode = defineCause({
  id: 'same-origin-mode',
  title: 'The page itself forbids another origin',
  spec: 'https://fetch.spec.whatwg.org/#concept-main-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/API/Request/mode',
  explain: ({ evidence: { url } }) =>
    prose`The page requests ${shown(url)} with ${code("mode: 'same-origin'")}, but that is another
      origin.`,
  why: () =>
    prose`With this mode the browser refuses every other origin, whatever the server answers. The
      default is ${code("'cors'")}.`,
});
