import { say } from '../../model/say.ts';
import { yamlList } from '../kit/literals.ts';
import { headerSignal, portSignal } from '../kit/marks.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * Kibana: hapi's CORS code with a list of origins.
 * @see https://www.elastic.co/docs/reference/kibana/configuration-reference/general-settings
 */
export const kibana = settingsStack({
  id: 'kibana',
  label: 'Kibana',
  kind: 'product',
  docs: 'https://www.elastic.co/docs/reference/kibana/configuration-reference/general-settings',
  marks: [
    headerSignal(
      0.9,
      'Kbn-Name',
      /./,
      (line) => say`Kibana sends ${line}.`.fr`Kibana envoie ${line}.`,
    ),
    portSignal(0.6, 5601, 'Kibana'),
  ],
  can: {
    origins: 'list',
    credentials: 'set',
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    headers: ['accept', 'authorization', 'content-type', 'if-none-match', 'kbn-xsrf'],
    expose: [],
  },
  answers: { preflightStatus: 204, varies: 'always' },
  write: ({ origins, credentials }) => [
    fileSnippet(
      'kibana.yml',
      'yaml',
      say`Add to the file, in place of the lines with the same names.`
        .fr`Ajoutez au fichier, à la place des lignes des mêmes noms.`,
      [
        'server.cors.enabled: true',
        `server.cors.allowOrigin: ${yamlList(origins)}`,
        ...(credentials ? ['server.cors.allowCredentials: true'] : []),
      ],
    ),
  ],
  restart: restarts('Kibana'),
});
