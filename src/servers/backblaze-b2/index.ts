import { parseUrl } from '../../model/origin.ts';
import { code } from '../../model/prose.ts';
import { say } from '../../model/say.ts';
import { jsonList, shellString } from '../kit/literals.ts';
import { hostSignal } from '../kit/marks.ts';
import { fileSnippet } from '../kit/product-settings.ts';
import { BUCKET_METHODS, emptyChecksum } from '../kit/s3-rule.ts';
import { settingsStack } from '../kit/settings-stack.ts';

const BUCKET = '([A-Za-z0-9][A-Za-z0-9-]{4,48}[A-Za-z0-9])';
const IN_HOST = new RegExp(`^${BUCKET}\\.s3\\.[a-z0-9-]+\\.backblazeb2\\.com$`);
const IN_PATH = new RegExp(`^/(?:file/)?${BUCKET}/`);

/** The operations that one method stands for, at both of B2's APIs. */
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  DELETE: ['s3_delete'],
  GET: ['s3_get', 'b2_download_file_by_name', 'b2_download_file_by_id'],
  HEAD: ['s3_head'],
  POST: ['s3_post', 'b2_upload_file', 'b2_upload_part'],
  PUT: ['s3_put'],
};

/** A bucket of Backblaze B2. Its rules name operations, not methods. */
export const backblazeB2 = settingsStack({
  id: 'backblaze-b2',
  label: 'Backblaze B2 · bucket',
  kind: 'platform',
  docs: 'https://www.backblaze.com/docs/cloud-storage-cross-origin-resource-sharing-rules',
  answersAlone: true,
  marks: [
    hostSignal(
      0.97,
      /\.backblazeb2\.com$/,
      say`B2 has the hosts below ${code('backblazeb2.com')}.`
        .fr`Les hôtes sous ${code('backblazeb2.com')} appartiennent à B2.`,
    ),
  ],
  can: { origins: 'list', credentials: 'never', methods: 'set', headers: 'set', expose: 'set' },
  onlyMethods: BUCKET_METHODS,
  listsEveryMethod: true,
  answers: { preflightStatus: 200, varies: 'never' },
  write: ({ origins, methods, headers, expose, requirement }) => {
    const { hostname = '', pathname = '' } = parseUrl(requirement.url) ?? {};
    const isOwn = hostname.endsWith('.backblazeb2.com');
    const bucket = IN_HOST.exec(hostname)?.[1] ?? (isOwn ? IN_PATH.exec(pathname)?.[1] : undefined);
    const operations = methods.flatMap((method) => OPERATIONS[method] ?? []);
    return [
      fileSnippet(
        'cors.json',
        'json',
        say`Paste into a new file, for the command below.`
          .fr`Collez dans un nouveau fichier, pour la commande ci-dessous.`,
        [
          '[',
          '  {',
          '    "corsRuleName": "pages",',
          `    "allowedOrigins": ${jsonList(origins)},`,
          `    "allowedOperations": ${jsonList(operations)},`,
          ...(headers.length > 0 ? [`    "allowedHeaders": ${jsonList(headers)},`] : []),
          ...(expose.length > 0 ? [`    "exposeHeaders": ${jsonList(expose)},`] : []),
          '    "maxAgeSeconds": 3600',
          '  }',
          ']',
        ],
      ),
      fileSnippet(
        'terminal',
        'shell',
        bucket === undefined
          ? say`Set ${code('BUCKET')} to the bucket’s name. Then run this in the folder of the file.
              It replaces the CORS rules of the bucket.`
              .fr`Donnez à ${code('BUCKET')} le nom du bucket. Exécutez ensuite ceci dans le dossier
              du fichier. La commande remplace les règles CORS du bucket.`
          : say`Run this in the folder of the file. It replaces the CORS rules of the bucket.`
              .fr`Exécutez ceci dans le dossier du fichier. La commande remplace les règles CORS du
              bucket.`,
        [
          `b2 bucket update --cors-rules "$(cat cors.json)" ${bucket === undefined ? '"$BUCKET"' : shellString(bucket)}`,
        ],
      ),
    ];
  },
  instead: [emptyChecksum('backblaze-b2-checksum')],
});
