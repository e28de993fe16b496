import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { cookieSignal, headerSignal, urlSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** Where Authelia sends a browser: its portal, with the address and the method that were asked for. */
const PORTAL = /[?&]rd=https?(?::|%3A)[^&]*&rm=[A-Z]+(?:&|$)/i;

/** The login of Authelia before a server. Only its own answers count. */
export const authelia = adviceStack({
  id: 'authelia',
  label: phrase`Authelia · login`.fr`Authelia · connexion`,
  kind: 'in-front',
  docs: 'https://www.authelia.com/configuration/security/access-control/',
  marks: [
    headerSignal(
      0.85,
      'Location',
      PORTAL,
      () => say`Authelia redirects to its portal.`.fr`Authelia redirige vers son portail.`,
    ),
    urlSignal(
      0.85,
      PORTAL,
      say`Authelia’s portal has such addresses.`
        .fr`Le portail d’Authelia utilise de telles adresses.`,
    ),
    cookieSignal(
      0.85,
      /^authelia_session=/,
      say`Authelia sets the cookie ${code('authelia_session')}.`
        .fr`Authelia définit le cookie ${code('authelia_session')}.`,
    ),
  ],
  instead: [
    {
      id: 'authelia-preflight',
      explainsStatus: true,
      fits: ({ finding }) => finding.phase === 'preflight' && finding.hop === 0,
      words: () =>
        say`In Authelia’s ${code('access_control.rules')}, add as the first rule this
          ${code('domain')} with ${code("methods: ['OPTIONS']")} and ${code("policy: 'bypass'")}.
          Authelia refused the preflight request, because browsers send no cookie with it.`
          .fr`Dans ${code('access_control.rules')} d’Authelia, ajoutez comme première règle ce
          ${code('domain')} avec ${code("methods: ['OPTIONS']")} et ${code("policy: 'bypass'")}.
          Authelia a refusé la requête préliminaire, car les navigateurs n’envoient aucun cookie
          avec elle.`,
    },
  ],
});
