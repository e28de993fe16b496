import { has } from '../../model/header-list.ts';
import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { urlSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

const PORT = /-(\d+)(?:\.preview)?\.app\.github\.dev$/;

const portOf = (url: string): string => PORT.exec(parseUrl(url)?.hostname ?? '')?.[1] ?? 'PORT';

/** A port of a codespace that is private. Only the login counts, not the server behind the port. */
export const githubCodespaces = adviceStack({
  id: 'github-codespaces',
  label: 'GitHub Codespaces · port',
  kind: 'in-front',
  docs: 'https://docs.github.com/codespaces/developing-in-a-codespace/forwarding-ports-in-your-codespace',
  marks: [
    {
      weight: 0.75,
      seen: ({ url, status, headers }) =>
        PORT.test(parseUrl(url)?.hostname ?? '') && (status === 401 || has(headers, 'location')),
      evidence: () =>
        say`GitHub answered for a port of a codespace.`
          .fr`GitHub a répondu pour un port d’un codespace.`,
    },
    urlSignal(
      0.9,
      /^https:\/\/github\.dev\/pf-signin\?/,
      say`GitHub asks for a login to a port of a codespace.`
        .fr`GitHub demande de se connecter pour accéder à un port d’un codespace.`,
    ),
  ],
  instead: [
    {
      id: 'codespaces-private',
      explainsStatus: true,
      fits: ({ finding }) => finding.hop === 0,
      words: ({ url }) =>
        say`Make the port public: in the ${code('Ports')} panel, set ${code('Port Visibility')} to
          ${code('Public')}. Or run ${code(`gh codespace ports visibility ${portOf(url)}:public`)}.
          The port is private, so GitHub asked for a login before your server got the request.`
          .fr`Rendez le port public : dans le panneau ${code('Ports')}, réglez
          ${code('Port Visibility')} sur ${code('Public')}. Ou exécutez
          ${code(`gh codespace ports visibility ${portOf(url)}:public`)}. Le port est privé, donc
          GitHub a demandé une connexion avant que votre serveur ne reçoive la requête.`,
    },
  ],
});
