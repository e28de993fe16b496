import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** A new folder of this run's own, below `artifacts/`, which git does not see. */
export function artifactsFolder(purpose: string): string {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '');
  const folder = join('artifacts', `${purpose}-${stamp}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}
