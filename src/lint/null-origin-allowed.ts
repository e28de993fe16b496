import { get } from '../model/header-list.ts';
import { code } from '../model/prose.ts';
import { shown } from '../model/shown.ts';
import { allowsCredentials } from './allowed.ts';
import type { RiskRule } from './risk.ts';

/** The server allows `null`, the origin that any site can take on. */
export const nullOriginAllowed: RiskRule = {
  id: 'null-origin-allowed',
  detect: ({ answers }) => {
    const allowing = answers.filter(
      ({ headers }) => get(headers, 'access-control-allow-origin') === 'null',
    );
    const answer = allowing.find(allowsCredentials) ?? allowing[0];
    if (answer === undefined) return null;
    return {
      seen: [
        shown(answer.url),
        ' answered ',
        code('Access-Control-Allow-Origin: null'),
        ...(allowsCredentials(answer)
          ? [' with ', code('Access-Control-Allow-Credentials: true')]
          : []),
        '. Any site can make a request whose origin is ',
        code('null'),
        ', by a sandboxed frame, so this allows everybody.',
      ],
      proof: [
        'A frame with ',
        code('sandbox="allow-scripts"'),
        ' on any site can read this answer. Serve the page that needs it from an address of its own, and allow that origin.',
      ],
      docs: 'https://portswigger.net/web-security/cors',
    };
  },
};
