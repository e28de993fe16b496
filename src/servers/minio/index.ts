import { get } from '../../model/header-list.ts';
import { say } from '../../model/say.ts';
import { headerSignal } from '../kit/marks.ts';
import { environmentSnippets, restarts } from '../kit/product-settings.ts';
import { emptyChecksum } from '../kit/s3-rule.ts';
import { settingsStack } from '../kit/settings-stack.ts';

/**
 * MinIO: one list of origins for the whole server. Everything else is fixed.
 * @see https://github.com/minio/minio/blob/master/cmd/api-router.go
 */
export const minio = settingsStack({
  id: 'minio',
  label: 'MinIO',
  kind: 'product',
  docs: 'https://github.com/minio/minio/tree/master/docs/config',
  marks: [
    headerSignal(
      0.95,
      'Server',
      /^MinIO(?: Console)?$/i,
      (line) => say`MinIO sends ${line}.`.fr`MinIO envoie ${line}.`,
    ),
  ],
  can: {
    origins: 'list',
    credentials: 'always',
    methods: ['GET', 'PUT', 'HEAD', 'POST', 'DELETE', 'OPTIONS', 'PATCH'],
    headers: 'any',
    expose: ['etag', 'content-length', 'content-range', 'last-modified'],
  },
  write: ({ origins }) =>
    environmentSnippets('MinIO', 'MINIO_API_CORS_ALLOW_ORIGIN', origins.join(','), {
      unit: 'minio',
      image: 'minio/minio server /data',
    }),
  restart: restarts('MinIO'),
  instead: [
    emptyChecksum('minio-checksum'),
    {
      id: 'minio-console',
      fits: ({ headers }) => /^minio console$/i.test(get(headers, 'server') ?? ''),
      words: () =>
        say`Send the request to the port of MinIO’s S3 API (9000 unless it was changed). This port
          is the web console, which answers OPTIONS with an HTML page.`
          .fr`Envoyez la requête au port de l’API S3 de MinIO (9000, sauf s’il a été changé). Ce
          port-ci est celui de la console web, qui répond à OPTIONS par une page HTML.`,
    },
  ],
});
