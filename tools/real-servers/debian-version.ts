import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The upstream version of an installed Debian package: `1.7.0` of `1.7.0-4`. */
export async function debianVersion(name: string): Promise<string> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own syntax
  const { stdout } = await run('dpkg-query', ['-W', '-f=${Version}', name]);
  return stdout.replace(/^\d+:/, '').replace(/-[^-]*$/, '');
}
