import { refusesCookies } from '../../evidence/refused.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal, hostSignal, pathSignal, portSignal } from '../kit/marks.ts';
import { adviceStack } from '../kit/settings-stack.ts';

/**
 * InfluxDB allows whoever asks, without cookies. Nobody can set anything else.
 * @see https://github.com/influxdata/influxdb/blob/main-2.x/kit/transport/http/middleware.go
 */
export const influxdb = adviceStack({
  id: 'influxdb',
  label: 'InfluxDB',
  kind: 'product',
  docs: 'https://docs.influxdata.com/influxdb/v2/api/v2/',
  marks: [
    headerSignal(
      0.9,
      'X-Influxdb-Version',
      /./,
      (line) => say`InfluxDB sends ${line}.`.fr`InfluxDB envoie ${line}.`,
    ),
    portSignal(0.7, 8086, 'InfluxDB'),
    hostSignal(
      0.9,
      /\.cloud2\.influxdata\.com$/,
      say`InfluxDB Cloud has the hosts below ${code('cloud2.influxdata.com')}.`
        .fr`Les hôtes sous ${code('cloud2.influxdata.com')} appartiennent à InfluxDB Cloud.`,
    ),
    pathSignal(
      0.35,
      /^\/api\/v[23]\/(?:query|query_sql|query_influxql|write|write_lp|buckets|orgs)$/,
      say`InfluxDB has such addresses.`.fr`InfluxDB utilise de telles adresses.`,
    ),
  ],
  instead: [
    {
      id: 'influxdb-two-layers',
      fits: ({ finding }) => finding.cause === 'multiple-allow-origin-values',
      words: () =>
        say`Remove the CORS lines of the proxy in front of InfluxDB, such as ${code('add_header')}
          in nginx. InfluxDB sends its own, and browsers reject two.`
          .fr`Retirez les lignes CORS du proxy placé devant InfluxDB, comme ${code('add_header')}
          dans nginx. InfluxDB envoie les siennes, et les navigateurs rejettent les doublons.`,
    },
    {
      id: 'influxdb-cookies',
      fits: refusesCookies,
      words: () =>
        say`Leave out ${code("credentials: 'include'")} (Axios: ${code('withCredentials')}). Send
          the token in ${code('Authorization')} instead: InfluxDB allows pages only without
          cookies.`
          .fr`Retirez ${code("credentials: 'include'")} (Axios : ${code('withCredentials')}).
          Envoyez plutôt le jeton dans ${code('Authorization')} : InfluxDB n’autorise les pages que
          sans cookies.`,
    },
    {
      id: 'influxdb-headers',
      fits: ({ finding }) => finding.cause === 'header-not-allowed',
      words: () =>
        say`Let the page leave this header out. InfluxDB always allows the same ones, among them
          ${code('Authorization')} and ${code('Content-Type')}.`
          .fr`Retirez cet en-tête de la requête de la page. InfluxDB autorise toujours les mêmes,
          dont ${code('Authorization')} et ${code('Content-Type')}.`,
    },
    {
      id: 'influxdb-in-front',
      fits: ({ finding }) =>
        finding.cause === 'missing-allow-origin' || finding.cause === 'preflight-status',
      words: () =>
        say`Check what is in front of InfluxDB: InfluxDB 2 itself allows every page. If nothing is,
          update it. InfluxDB 1.8 and the first releases of InfluxDB 3 have addresses without CORS.`
          .fr`Vérifiez ce qui est placé devant InfluxDB : InfluxDB 2 lui-même autorise toutes les
          pages. S’il n’y a rien, mettez-le à jour. InfluxDB 1.8 et les premières versions
          d’InfluxDB 3 ont des adresses sans CORS.`,
    },
  ],
});
