import { code, type Prose } from '../model/prose.ts';
import { shown, shownList } from '../model/shown.ts';
import type { FindingOf } from '../policy/finding.ts';
import { defineCause } from './cause.ts';
import { elements, theAnswer } from './phrases.ts';

const HEADER = code('Access-Control-Allow-Headers');

export const headerNotAllowed = defineCause({
  id: 'header-not-allowed',
  title: 'The server does not allow a request header',
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowHeaderFromPreflight',
  explain: (finding) => [
    `The page wants to send the request ${finding.evidence.headers.length > 1 ? 'headers' : 'header'} `,
    ...shownList(finding.evidence.headers),
    `, but ${theAnswer(finding)} `,
    ...what(finding.evidence.received),
  ],
  why,
});

function what(received: string | null): Prose {
  if (received === null) return ['has no ', HEADER, ' header.'];
  return ['allows only ', shown(received), ' in ', HEADER, '.'];
}

function why({ evidence: { headers, received } }: FindingOf<'header-not-allowed'>): Prose {
  if (!elements(received ?? '').includes('*')) {
    return [
      'A header that a page adds itself, also ',
      code('content-type: application/json'),
      ' or ',
      code('authorization'),
      ', is sent to another origin only after the server has listed its name.',
    ];
  }
  return headers.includes('authorization')
    ? [
        code('*'),
        ' never stands for ',
        code('authorization'),
        ' by the standard, and for a request with credentials it stands for nothing but itself: the server has to list the names.',
      ]
    : [
        'For a request with credentials ',
        code('*'),
        ' is a header of that name, not “every header”: the server has to list the names.',
      ];
}
