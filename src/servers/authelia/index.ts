import { code, prose } from '../../model/prose.ts';
import { cookieSignal, headerSignal, urlSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** Where Authelia sends a browser: its portal, with the address and the method that were asked for. */
const PORTAL = /[?&]rd=https?(?::|%3A)[^&]*&rm=[A-Z]+(?:&|$)/i;

/** The login of Authelia before a server. Only its own answers count. */
export const authelia = adviceStack({
  id: 'authelia',
  label: 'Authelia · login',
  kind: 'in-front',
  docs: 'https://www.authelia.com/configuration/security/access-control/',
  marks: [
    headerSignal(0.85, 'Location', PORTAL, () => prose`Authelia redirects to its portal.`),
    urlSignal(0.85, PORTAL, prose`Authelia’s portal has such addresses.`),
    cookieSignal(
      0.85,
      /^authelia_session=/,
      prose`Authelia sets the cookie ${code('authelia_session')}.`,
    ),
  ],
  instead: [
    {
      id: 'authelia-preflight',
      explainsStatus: true,
      fits: ({ finding }) => finding.phase === 'preflight' && finding.hop === 0,
      words: () =>
        prose`In Authelia’s ${code('access_control.rules')}, add as the first rule this ${code('domain')} with
          ${code("methods: ['OPTIONS']")} and ${code("policy: 'bypass'")}. Authelia refused the preflight
          request, because browsers send no cookie with it.`,
    },
  ],
});
