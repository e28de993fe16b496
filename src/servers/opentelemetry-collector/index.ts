import { code } from '../../model/prose.ts';
import { phrase, say } from '../../model/say.ts';
import { yamlList } from '../kit/literals.ts';
import { pathSignal, portSignal } from '../kit/marks.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * The Collector of OpenTelemetry, whose receiver has no CORS until it is set.
 * @see https://github.com/open-telemetry/opentelemetry-collector/blob/main/config/confighttp/README.md
 */
export const opentelemetryCollector = settingsStack({
  id: 'opentelemetry-collector',
  label: 'OpenTelemetry Collector',
  kind: 'product',
  docs: 'https://github.com/open-telemetry/opentelemetry-collector/blob/main/receiver/otlpreceiver/README.md',
  marks: [
    portSignal(0.6, 4318, phrase`The OpenTelemetry Collector`.fr`OpenTelemetry Collector`),
    pathSignal(
      0.7,
      /\/v1\/(?:traces|metrics|logs)$/,
      say`Collectors of OpenTelemetry have such addresses.`
        .fr`Les collecteurs d’OpenTelemetry utilisent de telles adresses.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'always',
    methods: ['HEAD', 'GET', 'POST'],
    headers: 'set',
    expose: [],
  },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, headers }) => [
    fileSnippet(
      'collector.yaml',
      'yaml',
      say`Put ${code('cors')} and the lines below it into the receiver that is there, below
        ${code('http')}.`
        .fr`Mettez ${code('cors')} et les lignes en dessous dans le récepteur existant, sous
        ${code('http')}.`,
      [
        'receivers:',
        '  otlp:',
        '    protocols:',
        '      http:',
        '        cors:',
        `          allowed_origins: ${yamlList(origins)}`,
        ...(headers.length > 0 ? [`          allowed_headers: ${yamlList(headers)}`] : []),
      ],
    ),
  ],
  restart: restarts(phrase`the Collector`.fr`le Collector`),
  instead: [
    {
      id: 'opentelemetry-collector-method',
      fits: ({ finding }) => finding.cause === 'method-not-allowed',
      words: () =>
        say`Send telemetry with ${code('POST')}: the Collector takes no other method.`
          .fr`Envoyez la télémétrie avec ${code('POST')} : le Collector n’accepte aucune autre
          méthode.`,
    },
  ],
  notes: [
    say`Keep the ${code('endpoint')} of the receiver. In a container it must be
      ${code('0.0.0.0:4318')}.`
      .fr`Gardez ${code('endpoint')} du récepteur. Dans un conteneur, sa valeur doit être
      ${code('0.0.0.0:4318')}.`,
  ],
});
