import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { shown } from '../../model/shown.ts';
import { hostSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

const PORT = /^(\d+)-[a-z0-9-]+\.ws-[a-z0-9-]+\.gitpod\.io$/;

/** A port of a workspace in Gitpod. Its host is that of what is behind. */
export const gitpod = adviceStack({
  id: 'gitpod',
  label: phrase`Gitpod · port`.fr`Gitpod · port`,
  kind: 'in-front',
  docs: 'https://www.gitpod.io/docs/classic/user/configure/workspaces/ports',
  marks: [
    hostSignal(
      0.45,
      PORT,
      say`Ports of Gitpod have the hosts below ${code('gitpod.io')}.`
        .fr`Les hôtes sous ${code('gitpod.io')} sont des ports de Gitpod.`,
    ),
  ],
  instead: [
    {
      id: 'gitpod-private',
      explainsStatus: true,
      fits: ({ finding, status }) =>
        finding.hop === 0 && (status === 401 || status === 403 || (status >= 300 && status < 400)),
      words: ({ url }) =>
        say`Make the port public: run
          ${shown(`gp ports visibility ${PORT.exec(parseUrl(url)?.hostname ?? '')?.[1] ?? 'PORT'}:public`)}
          in the workspace. The port is private, so Gitpod asked for a login before your server got the
          request.`.fr`Rendez le port public : lancez
          ${shown(`gp ports visibility ${PORT.exec(parseUrl(url)?.hostname ?? '')?.[1] ?? 'PORT'}:public`)}
          dans l’espace de travail. Le port est privé : Gitpod a donc demandé une connexion avant que
          votre serveur reçoive la requête.`,
    },
  ],
});
