import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { cookieSignal, hostSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/**
 * Grafana: it has no setting for CORS, so only a server in front of it can add the headers.
 * @see https://github.com/grafana/grafana/pull/104203 its documentation says so
 */
export const grafana = adviceStack({
  id: 'grafana',
  label: 'Grafana',
  kind: 'product',
  docs: 'https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/',
  marks: [
    cookieSignal(
      0.9,
      /^grafana_session/,
      say`Grafana sets the cookie ${code('grafana_session')}.`
        .fr`Grafana définit le cookie ${code('grafana_session')}.`,
    ),
    hostSignal(
      0.9,
      /\.grafana\.net$/,
      say`Grafana Cloud has the hosts below ${code('grafana.net')}.`
        .fr`Les hôtes sous ${code('grafana.net')} appartiennent à Grafana Cloud.`,
    ),
  ],
  instead: [
    {
      id: 'grafana-no-cors',
      forward: true,
      fits: ({ finding }) => finding.cause === 'missing-allow-origin' && finding.hop === 0,
      words: () =>
        say`Let a reverse proxy in front of Grafana add the headers, or ask from your own server.
          Grafana has no setting for CORS.`
          .fr`Faites ajouter les en-têtes par un proxy inverse placé devant Grafana, ou faites la
          requête depuis votre propre serveur. Grafana n’a pas de réglage pour CORS.`,
    },
  ],
});
