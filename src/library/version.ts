import { readFileSync } from 'node:fs';

/** The version in the package's own package.json: two folders up, in the repository and the package. */
export function version(): string {
  const file = new URL('../../package.json', import.meta.url);
  const { version }: { readonly version: string } = JSON.parse(readFileSync(file, 'utf8'));
  return version;
}
