import { code } from '../../model/prose.ts';
import { codeList, say } from '../../model/say.ts';
import { jsonList, shellString } from './literals.ts';
import { fileSnippet } from './product-settings.ts';
import type { Written } from './settings-stack.ts';
import type { Instead, Snippet } from './stack.ts';

/** The only methods that a rule of a bucket may list. */
export const BUCKET_METHODS: readonly string[] = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];

/** A rule in the form of Amazon's console, as other providers read it too. */
export function s3RuleLines({ origins, methods, headers, expose }: Written): readonly string[] {
  const fields = [
    `    "AllowedOrigins": ${jsonList(origins)}`,
    `    "AllowedMethods": ${jsonList(methods)}`,
    ...(headers.length > 0 ? [`    "AllowedHeaders": ${jsonList(headers)}`] : []),
    ...(expose.length > 0 ? [`    "ExposeHeaders": ${jsonList(expose)}`] : []),
  ];
  return ['[', '  {', fields.join(',\n'), '  }', ']'].flatMap((text) => text.split('\n'));
}

/** The same rule for Amazon's command line, at another provider's endpoint. */
export function s3CommandSnippets(
  values: Written,
  bucket: string | null,
  endpoint: string | null,
): readonly Snippet[] {
  const unknown = [
    ...(bucket === null ? ['BUCKET'] : []),
    ...(endpoint === null ? ['ENDPOINT'] : []),
  ];
  return [
    fileSnippet(
      'cors.json',
      'json',
      say`Paste into a new file, for the command below.`.fr`Collez ceci dans un nouveau fichier,
        pour la commande ci-dessous.`,
      ['{', '  "CORSRules":', ...s3RuleLines(values).map((text) => `  ${text}`), '}'],
    ),
    fileSnippet(
      'terminal',
      'shell',
      unknown.length === 0
        ? say`Run this in the folder of the file. It replaces the CORS rules of the bucket.`
            .fr`Lancez ceci dans le dossier du fichier. La commande remplace les règles CORS du
            bucket.`
        : say`Set ${codeList(unknown)} to those of your bucket. Then run this in the folder of the
            file. It replaces the CORS rules of the bucket.`.fr`Donnez à ${codeList(unknown)} les
            valeurs de votre bucket. Lancez ensuite ceci dans le dossier du fichier. La commande
            remplace les règles CORS du bucket.`,
      [
        'aws s3api put-bucket-cors \\',
        `  --bucket ${bucket === null ? '"$BUCKET"' : shellString(bucket)} \\`,
        `  --endpoint-url ${endpoint === null ? '"$ENDPOINT"' : shellString(endpoint)} \\`,
        '  --cors-configuration file://cors.json',
      ],
    ),
  ];
}

/**
 * The bucket refuses an upload whose address was signed with the checksum of an empty body: the
 * AWS SDK adds it when the body is not there yet. `id`: the room's own.
 */
export const emptyChecksum = (id: string): Instead => ({
  id,
  explainsStatus: true,
  fits: ({ finding, status, url }) =>
    finding.phase === 'actual' &&
    status >= 400 &&
    /[?&]x-amz-checksum-crc32=AAAAAA(?:%3D%3D|==|&|$)/i.test(url.search),
  words: () =>
    say`Create the presigned URL with ${code("requestChecksumCalculation: 'WHEN_REQUIRED'")} in the
      options of ${code('S3Client')}. The bucket refused the upload, and CORS is not the reason: the
      AWS SDK signed the checksum of an empty file (${code('x-amz-checksum-crc32=AAAAAA==')}).`
      .fr`Créez l’URL présignée avec ${code("requestChecksumCalculation: 'WHEN_REQUIRED'")} dans les
      options de ${code('S3Client')}. Le bucket a refusé l’envoi, et CORS n’en est pas la raison : le
      SDK AWS a signé la somme de contrôle d’un fichier vide
      (${code('x-amz-checksum-crc32=AAAAAA==')}).`,
});
