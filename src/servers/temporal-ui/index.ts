import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { headerSignal, pathSignal } from '../kit/marks.ts';
import { environmentSnippets, plainList, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * The HTTP API of Temporal's web server: Echo, with a list of origins. Its own page asks it on the
 * same origin.
 * @see https://github.com/temporalio/ui/blob/main/server/server/server.go
 */
export const temporalUi = settingsStack({
  id: 'temporal-ui',
  label: 'Temporal Web UI',
  kind: 'product',
  docs: 'https://docs.temporal.io/references/web-ui-configuration#cors',
  marks: [
    headerSignal(
      0.3,
      'Grpc-Metadata-Content-Type',
      /^application\/grpc$/,
      (line) =>
        say`Temporal passes requests on to gRPC, and sends ${line}.`
          .fr`Temporal transmet les requêtes à gRPC, et envoie ${line}.`,
    ),
    pathSignal(
      0.7,
      /^\/api\/v1\/(?:namespaces(?:\/[^/]+\/(?:workflows|schedules|archived-workflows|task-queues|batch-operations|workflow-count)(?:\/|$)|\/?$)|cluster-info$|settings$)/,
      say`Temporal has such addresses.`.fr`Temporal utilise de telles adresses.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'always',
    methods: ['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE'],
    headers: [
      'origin',
      'content-type',
      'accept',
      'x-csrf-token',
      'authorization',
      'authorization-extras',
      'caller-type',
    ],
    expose: [],
  },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins }) => {
    const list = plainList(origins);
    return list === null
      ? null
      : environmentSnippets('Temporal', 'TEMPORAL_CORS_ORIGINS', list, { image: 'temporalio/ui' });
  },
  restart: restarts('Temporal'),
  notes: [
    say`In a configuration file, the list is ${code('allowOrigins:')} below ${code('cors:')}.`
      .fr`Dans un fichier de configuration, la liste est ${code('allowOrigins:')} sous
      ${code('cors:')}.`,
  ],
});
