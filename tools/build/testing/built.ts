import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

type Script = { readonly fileName: string; readonly code: string };

/**
 * The scripts that Vite builds of modules, named as in the code. `entries` start by themselves.
 * `plugins` are asked with the folder of the modules.
 */
export async function built(
  modules: Readonly<Record<string, string>>,
  entries: readonly string[],
  plugins: (folder: string) => Plugin[],
): Promise<readonly Script[]> {
  const folder = mkdtempSync(join(tmpdir(), 'built-'));
  try {
    for (const [name, code] of Object.entries(modules)) writeFileSync(join(folder, name), code);
    const result = await build({
      configFile: false,
      root: folder,
      logLevel: 'silent',
      plugins: plugins(folder),
      build: {
        write: false,
        minify: false,
        modulePreload: false,
        rolldownOptions: { input: entries.map((name) => join(folder, name)) },
      },
    });
    if (!('output' in result)) throw new Error('Vite built more than once.');
    return result.output.flatMap((one) => (one.type === 'chunk' ? [one] : []));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
