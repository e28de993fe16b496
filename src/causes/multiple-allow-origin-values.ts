import { code, type Prose } from '../model/prose.ts';
import { shownList } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { theAnswer, thePage } from './phrases.ts';

export const multipleAllowOriginValues = defineCause({
  id: 'multiple-allow-origin-values',
  title: 'The server names several origins at once',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMultipleAllowOriginNotAllowed',
  explain: (finding) => [
    ...thePage(finding.evidence.origin),
    `, but ${theAnswer(finding)} carries `,
    ...quantity(finding.evidence.received),
    ', where exactly one origin may stand.',
  ],
  why: ({ evidence: { received } }) =>
    received.length > 1
      ? [
          'Two layers add the header, usually the application and a proxy or gateway in front of it; the browser refuses two values even when they are equal, so one layer has to stop.',
        ]
      : [
          'The header takes one origin, never a list: a server that allows several origins compares its list with the request’s ',
          code('Origin'),
          ' header and answers with the one that matches (Firefox shows two lines as one list: then two layers add one each).',
        ],
});

function quantity(received: readonly string[]): Prose {
  const header = code('Access-Control-Allow-Origin');
  return received.length > 1
    ? [`${received.length} lines of `, header, ', ', ...shownList(received)]
    : ['the ', header, ' value ', ...shownList(received)];
}
