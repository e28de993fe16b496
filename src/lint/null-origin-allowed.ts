import { get } from '../model/header-list.ts';
import { code, prose } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { allowsCredentials } from './allowed.ts';
import type { RiskRule } from './risk.ts';

/** The server allows `null`, an origin that any site can use. */
export const nullOriginAllowed: RiskRule = {
  id: 'null-origin-allowed',
  kind: 'risk',
  detect: ({ answers }) => {
    const allowing = answers.filter(
      ({ headers }) => get(headers, 'access-control-allow-origin') === 'null',
    );
    const answer = allowing.find(allowsCredentials) ?? allowing[0];
    if (answer === undefined) return null;
    return {
      seen: prose`${shown(answer.url)} sent ${code('Access-Control-Allow-Origin: null')}${
        allowsCredentials(answer)
          ? prose` with ${code('Access-Control-Allow-Credentials: true')}`
          : []
      }. This allows every site: any of them can make a request with the origin ${code('null')}, from a
        sandboxed frame.`,
      proof: prose`Serve the page that needs this from an address of its own, and allow that origin. Until then, a
        frame with ${code('sandbox="allow-scripts"')} on any site can read this response.`,
      docs: 'https://portswigger.net/web-security/cors',
    };
  },
};
