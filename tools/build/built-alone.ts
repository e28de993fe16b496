import type { Plugin } from 'vite';

const ALONE = '?alone';

/**
 * Gives a script modules of its own, in one file. What it shared with the views would be in ten files,
 * each with functions that only a view needs. `entry` is its path.
 */
export function builtAlone(entry: string): Plugin {
  return {
    name: 'built-alone',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (importer === undefined) return null;
      const from = importer.replace(ALONE, '');
      if (from === importer && importer !== entry) return null;
      const found = await this.resolve(source, from, { ...options, skipSelf: true });
      return found && { ...found, id: found.id + ALONE };
    },
  };
}
