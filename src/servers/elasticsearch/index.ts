import { code, prose } from '../../model/prose.ts';
import { yamlString } from '../kit/literals.ts';
import { headerSignal, portSignal } from '../kit/marks.ts';
import { fileSnippet, restarts } from '../kit/product-settings.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/** Elasticsearch, and OpenSearch with the same settings. A value between slashes is a pattern. */
export const elasticsearch = settingsStack({
  id: 'elasticsearch',
  label: 'Elasticsearch and OpenSearch',
  kind: 'product',
  docs: 'https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/networking-settings#http-settings',
  marks: [
    headerSignal(
      0.97,
      'X-Elastic-Product',
      /^Elasticsearch$/,
      (line) => prose`Elasticsearch sends ${line}.`,
    ),
    portSignal(0.6, 9200, 'Elasticsearch'),
  ],
  can: { origins: 'list', credentials: 'set', methods: 'set', headers: 'set', expose: [] },
  defaults: {
    methods: ['OPTIONS', 'HEAD', 'GET', 'POST', 'PUT', 'DELETE'],
    headers: ['x-requested-with', 'content-type', 'content-length'],
  },
  answers: { preflightStatus: 200, varies: 'always' },
  write: ({ origins, credentials, methods, headers }) => [
    fileSnippet(
      'elasticsearch.yml',
      'yaml',
      prose`Paste into the file of every node, in place of the lines with the same names. For OpenSearch,
        it is ${code('opensearch.yml')}.`,
      [
        'http.cors.enabled: true',
        `http.cors.allow-origin: ${yamlString(origins.join(','))}`,
        ...(credentials ? ['http.cors.allow-credentials: true'] : []),
        ...(methods.length > 0
          ? [`http.cors.allow-methods: ${yamlString(methods.join(', '))}`]
          : []),
        ...(headers.length > 0
          ? [`http.cors.allow-headers: ${yamlString(headers.join(', '))}`]
          : []),
      ],
    ),
  ],
  restart: restarts('every node'),
  notes: [
    prose`In Elastic Cloud, paste the lines into the user settings of the deployment instead.`,
    prose`Let no page send an administrator’s password: anybody who opens the page can read it.`,
  ],
});
