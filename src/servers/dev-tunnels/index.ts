import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { hostSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** A forwarded port of VS Code or a dev tunnel of Visual Studio. Its host is that of what is behind. */
export const devTunnels = adviceStack({
  id: 'dev-tunnels',
  label: phrase`VS Code and dev tunnels`.fr`VS Code et tunnels de développement`,
  kind: 'in-front',
  docs: 'https://learn.microsoft.com/azure/developer/dev-tunnels/faq',
  marks: [
    hostSignal(
      0.45,
      /\.devtunnels\.ms$/,
      say`Dev tunnels have the hosts below ${code('devtunnels.ms')}.`
        .fr`Les hôtes sous ${code('devtunnels.ms')} sont des tunnels de développement.`,
    ),
  ],
  instead: [
    {
      id: 'dev-tunnels-private',
      explainsStatus: true,
      fits: ({ finding, status }) =>
        finding.hop === 0 && (status === 401 || status === 403 || (status >= 300 && status < 400)),
      words: () =>
        say`Make the port public: in the Ports view of VS Code, set Port Visibility to Public. With the
          command line, run ${code('devtunnel host --allow-anonymous')}. The tunnel asked for a login
          before your server got the request.`
          .fr`Rendez le port public : dans la vue Ports de VS Code, réglez Port Visibility sur Public.
          En ligne de commande, lancez ${code('devtunnel host --allow-anonymous')}. Le tunnel a demandé
          une connexion avant que votre serveur reçoive la requête.`,
    },
  ],
});
