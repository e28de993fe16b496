import { codeList, say } from '../../model/say.ts';
import { jsonList, shellString } from './literals.ts';
import { fileSnippet } from './product-settings.ts';
import type { Written } from './settings-stack.ts';
import type { Snippet } from './stack.ts';

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
