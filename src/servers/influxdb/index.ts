import { code, prose } from '../../model/prose.ts';
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
    headerSignal(0.9, 'X-Influxdb-Version', /./, (line) => prose`InfluxDB sends ${line}.`),
    portSignal(0.7, 8086, 'InfluxDB'),
    hostSignal(
      0.9,
      /\.cloud2\.influxdata\.com$/,
      prose`InfluxDB Cloud has the hosts below ${code('cloud2.influxdata.com')}.`,
    ),
    pathSignal(
      0.35,
      /^\/api\/v[23]\/(?:query|query_sql|query_influxql|write|write_lp|buckets|orgs)$/,
      prose`InfluxDB has such addresses.`,
    ),
  ],
  instead: [
    {
      id: 'influxdb-two-layers',
      fits: ({ finding }) => finding.cause === 'multiple-allow-origin-values',
      words: () =>
        prose`Remove the CORS lines of the proxy in front of InfluxDB, such as ${code('add_header')} in
          nginx. InfluxDB sends its own, and browsers reject two.`,
    },
    {
      id: 'influxdb-cookies',
      fits: ({ finding }) =>
        finding.cause === 'wildcard-with-credentials' ||
        finding.cause === 'credentials-not-allowed',
      words: () =>
        prose`Leave out ${code("credentials: 'include'")} (Axios: ${code('withCredentials')}). Send the
          token in ${code('Authorization')} instead: InfluxDB allows pages only without cookies.`,
    },
    {
      id: 'influxdb-headers',
      fits: ({ finding }) => finding.cause === 'header-not-allowed',
      words: () =>
        prose`Let the page leave this header out. InfluxDB always allows the same ones, among them
          ${code('Authorization')} and ${code('Content-Type')}.`,
    },
    {
      id: 'influxdb-in-front',
      fits: ({ finding }) =>
        finding.cause === 'missing-allow-origin' || finding.cause === 'preflight-status',
      words: () =>
        prose`Check what is in front of InfluxDB: InfluxDB 2 itself allows every page. If nothing is,
          update it. InfluxDB 1.8 and the first releases of InfluxDB 3 have addresses without CORS.`,
    },
  ],
});
