import { code, type Prose, prose } from '../model/prose.ts';
import { shownList } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { thePage, theResponse } from './phrases.ts';

export const multipleAllowOriginValues = defineCause({
  id: 'multiple-allow-origin-values',
  title: 'The server names several origins at once',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMultipleAllowOriginNotAllowed',
  explain: (finding) => {
    const { origin, received, unseen } = finding.evidence;
    if (unseen) {
      return prose`${thePage(origin)}, but the server’s response has more than one value of
        ${code('Access-Control-Allow-Origin')}. Only one origin is allowed there.`;
    }
    return prose`${thePage(origin)}, but ${theResponse(finding)} has ${quantity(received)}. Only one
      origin is allowed there.`;
  },
  why: ({ evidence: { received } }) =>
    received.length > 1
      ? prose`Let only one layer add the header. Usually the application and a proxy or gateway in
        front of it both do, and the browser refuses even two equal values.`
      : prose`The header takes one origin, never a list. A server that allows several origins must
        send back the one that equals the request’s ${code('Origin')} header.${
          received[0]?.includes(', ')
            ? ' If you use Firefox, two layers may add one each: it shows two lines as one.'
            : ''
        }`,
});

function quantity(received: readonly string[]): Prose {
  const header = code('Access-Control-Allow-Origin');
  return received.length > 1
    ? prose`${received.length.toString()} lines of ${header}: ${shownList(received)}`
    : prose`${header}: ${shownList(received)}`;
}
