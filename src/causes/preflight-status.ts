import { code, type Prose } from '../model/prose.ts';
import { defineCause } from './cause.ts';
import { afterRedirect } from './phrases.ts';

export const preflightStatus = defineCause({
  id: 'preflight-status',
  title: 'The server answers OPTIONS with an error',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSPreflightDidNotSucceed',
  explain: ({ hop, evidence: { status } }) => [
    `The server answered the OPTIONS preflight${afterRedirect(hop)} with status `,
    code(String(status)),
    ', where the browser needs one from 200 to 299.',
  ],
  why: ({ evidence: { status } }) => why(status),
});

function why(status: number): Prose {
  if (status === 401 || status === 403) {
    return [
      'The browser asks first with an OPTIONS request (the preflight) and never sends cookies or ',
      code('Authorization'),
      ' with it, so the server must answer OPTIONS before it asks for a login.',
    ];
  }
  if (status === 404 || status === 405 || status === 501) {
    return [
      'The browser asks first with an OPTIONS request (the preflight), and no code on the server answers OPTIONS at this address.',
    ];
  }
  if (status === 400) {
    return [
      'Some servers answer ',
      code('400'),
      ' when they refuse the origin, the method or a header of the request, others when they do not know the host name; the answer’s body says which.',
    ];
  }
  if (status >= 500) {
    return [
      'The server, or a proxy in front of it, failed while it answered the OPTIONS request that the browser sends first (the preflight): its log says why, and no CORS setting helps before that is mended.',
    ];
  }
  if (status >= 300 && status < 400) {
    return [
      'The status says that the answer is elsewhere, but no ',
      code('Location'),
      ' header says where, and for the OPTIONS request that it sends first (the preflight) the browser accepts no other place anyway.',
    ];
  }
  return [
    'The browser asks first with an OPTIONS request (the preflight) and sends the request itself only after an answer that says yes.',
  ];
}
