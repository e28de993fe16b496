import { findingOf } from '../../evidence/facts.ts';
import type { HintRule } from '../../evidence/hint.ts';
import { code } from '../../model/prose.ts';
import { shown } from '../../model/shown.ts';

/** Page and server spell the method in different case; the browser puts only six into upper case. */
export const methodCase: HintRule = {
  id: 'method-case',
  detect: (context) => {
    const evidence = findingOf(context, 'method-not-allowed')?.evidence;
    if (evidence === undefined) return null;
    const { method } = evidence;
    const upper = method.toUpperCase();
    const listed = (evidence.received ?? '').split(',').map((one) => one.trim());
    const other = listed.find((one) => one !== method && one.toUpperCase() === upper);
    const docs = 'https://fetch.spec.whatwg.org/#concept-method-normalize';
    if (method !== upper) {
      return {
        confidence: other === undefined ? 0.8 : 0.97,
        text: [
          'The page sends the method as ',
          shown(method),
          ', and the browser does not put that one into upper case. Write ',
          code(`method: '${/^[A-Z]+$/.test(upper) ? upper : 'PATCH'}'`),
          ' in the page’s own code.',
        ],
        docs,
      };
    }
    if (other === undefined) return null;
    return {
      confidence: 0.97,
      text: [
        'The server lists ',
        shown(other),
        ' where the page sends ',
        shown(method),
        ', and methods are compared letter by letter. Write ',
        shown(method),
        ' into the server’s list.',
      ],
      docs,
    };
  },
};
