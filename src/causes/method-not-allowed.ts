import { code, type Prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { elements, theAnswer } from './phrases.ts';

const HEADER = code('Access-Control-Allow-Methods');

export const methodNotAllowed = defineCause({
  id: 'method-not-allowed',
  title: 'The server does not allow the method',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMethodNotFound',
  explain: (finding) => [
    'The page wants to send ',
    shown(finding.evidence.method),
    `, but ${theAnswer(finding)} `,
    ...what(finding.evidence.received),
  ],
  why: ({ evidence: { method, received } }) => why(method, elements(received ?? '')),
});

function what(received: string | null): Prose {
  if (received === null) return ['has no ', HEADER, ' header.'];
  return ['allows only ', shown(received), ' in ', HEADER, '.'];
}

function why(method: string, allowed: readonly string[]): Prose {
  if (allowed.includes('*')) {
    return [
      'For a request with credentials ',
      code('*'),
      ' is a method of that name, not “every method”: the server has to list ',
      shown(method),
      '.',
    ];
  }
  const other = allowed.find((one) => one.toLowerCase() === method.toLowerCase());
  if (other !== undefined) {
    return [
      'Methods are compared letter by letter, and the browser puts only DELETE, GET, HEAD, OPTIONS, POST and PUT into upper case by itself: both sides have to write ',
      code(method.toUpperCase()),
      '.',
    ];
  }
  return [
    'Only GET, HEAD and POST are allowed without being listed; every other method the server has to name.',
  ];
}
