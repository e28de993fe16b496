import { originDifference } from '../model/origin-difference.ts';
import { code, type Prose, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { defineCause } from './cause.ts';
import { thePage, theResponse } from './phrases.ts';

export const invalidAllowOriginValue = defineCause({
  id: 'invalid-allow-origin-value',
  title: 'The allowed origin is not an origin',
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  mdn: 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSAllowOriginNotMatchingOrigin',
  explain: (finding) => {
    const { origin, received } = finding.evidence;
    return prose`${thePage(origin)}, but in ${theResponse(finding)}
      ${code('Access-Control-Allow-Origin')} is ${shown(received)}, which is not an origin.`;
  },
  why: ({ evidence: { received, origin } }) => why(received.trim(), origin),
});

function why(received: string, origin: string): Prose {
  if (originDifference(received, origin)?.kind === 'invisible-character') {
    return prose`Type the value again: it contains an invisible character, usually pasted into the
      server’s settings.`;
  }
  if (received === '') {
    return prose`Set the allowed origin in the server’s settings: an empty header usually means that
      a setting was never filled in.`;
  }
  if (/^['"]/.test(received)) {
    return prose`Remove the quotation marks from the value: the server sends them too. They belong
      to the configuration file only.`;
  }
  if (/[${}]|%\(|^(undefined|none|nil)$/i.test(received)) {
    return prose`The value looks like a variable that the server did not fill in.`;
  }
  if (/^(true|false|yes|no|on|off|1|0)$/i.test(received)) {
    return prose`The header takes an origin, not a switch. ${code('true')} belongs to
      ${code('Access-Control-Allow-Credentials')}.`;
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(received)) {
    return prose`Add the scheme: an origin starts with ${code('http://')} or ${code('https://')}, as
      in ${shown(origin)}.`;
  }
  return prose`An origin is a scheme, a host and, if it is not the default one, a port, as in
    ${shown(origin)}.`;
}
