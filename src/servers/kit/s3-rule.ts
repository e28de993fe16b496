import { jsonList } from './literals.ts';
import type { Written } from './settings-stack.ts';

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
