import { originDifference } from '../model/origin-difference.ts';
import { code, type Prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { theAnswer, thePage } from './phrases.ts';

export const invalidAllowOriginValue = defineCause({
  id: 'invalid-allow-origin-value',
  title: 'The allowed origin is not an origin',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSAllowOriginNotMatchingOrigin',
  explain: (finding) => [
    ...thePage(finding.evidence.origin),
    `, but in ${theAnswer(finding)} the `,
    code('Access-Control-Allow-Origin'),
    ' header is ',
    shown(finding.evidence.received),
    ', which is not an origin.',
  ],
  why: ({ evidence: { received, origin } }) => why(received.trim(), origin),
});

function why(received: string, origin: string): Prose {
  if (originDifference(received, origin)?.kind === 'invisible-character') {
    return [
      'The value contains an invisible character, usually pasted into the server’s settings.',
    ];
  }
  if (received === '') return ['An empty header is usually a setting that was never filled in.'];
  if (/^['"]/.test(received)) {
    return [
      'The quotation marks are sent as part of the value; they belong to the configuration file only.',
    ];
  }
  if (/[${}]|%\(|^(undefined|none|nil)$/i.test(received)) {
    return ['It looks like a variable that the server did not fill in.'];
  }
  if (/^(true|false|yes|no|on|off|1|0)$/i.test(received)) {
    return [
      'The header takes an origin, not a switch; ',
      code('true'),
      ' belongs to ',
      code('Access-Control-Allow-Credentials'),
      '.',
    ];
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(received)) {
    return [
      'An origin starts with its scheme, ',
      code('http://'),
      ' or ',
      code('https://'),
      ', as in ',
      shown(origin),
      '.',
    ];
  }
  return [
    'An origin is a scheme, a host and, where it is not the default, a port, as in ',
    shown(origin),
    '.',
  ];
}
