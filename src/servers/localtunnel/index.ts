import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { hostSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/** A tunnel of localtunnel. Its host is that of what is behind. */
export const localtunnel = adviceStack({
  id: 'localtunnel',
  label: phrase`localtunnel · tunnel`.fr`localtunnel · tunnel`,
  kind: 'in-front',
  docs: 'https://github.com/localtunnel/localtunnel',
  marks: [
    hostSignal(
      0.45,
      /\.loca\.lt$/,
      say`Tunnels of localtunnel have the hosts below ${code('loca.lt')}.`
        .fr`Les hôtes sous ${code('loca.lt')} sont des tunnels de localtunnel.`,
    ),
  ],
  instead: [
    {
      id: 'localtunnel-reminder',
      explainsStatus: true,
      fits: ({ status }) => status === 511 || status === 401,
      words: () =>
        say`Send the request header ${code('bypass-tunnel-reminder: 1')} from the page, and let your
          server allow it. localtunnel answered with its own page, not your server.`
          .fr`Envoyez l’en-tête de requête ${code('bypass-tunnel-reminder: 1')} depuis la page, et
          faites-le autoriser par votre serveur. C’est localtunnel qui a répondu, avec sa propre page,
          et non votre serveur.`,
    },
    {
      id: 'localtunnel-offline',
      explainsStatus: true,
      fits: ({ status }) => status === 502 || status === 503 || status === 504 || status === 404,
      words: () =>
        say`Start the tunnel and the server behind it again: localtunnel reaches none.`
          .fr`Redémarrez le tunnel et le serveur derrière lui : localtunnel n’en atteint aucun.`,
    },
  ],
});
