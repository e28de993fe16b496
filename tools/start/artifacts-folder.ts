import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** A new folder for this run only, below `artifacts/`, which git ignores. */
export function artifactsFolder(purpose: string): string {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '');
  const folder = join('artifacts', `${purpose}-${stamp}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}
