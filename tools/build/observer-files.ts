import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { BRIDGE_FILE, OBSERVER_FILE } from '../../src/platform/observer-files.ts';

const FOLDER = join(import.meta.dirname, '../../src/observer');
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

/**
 * Adds the two files that run in observed pages. They are no modules, because a content script
 * cannot be one. An error in them would be the page's, so it is swallowed.
 */
export const observerFiles = (): Plugin => ({
  name: 'observer-files',
  generateBundle() {
    const emit = (fileName: string, source: string) =>
      this.emitFile({ type: 'asset', fileName, source });
    emit(OBSERVER_FILE, withoutTrace(enclosed(read('observer.js'))));
    emit(BRIDGE_FILE, enclosed(read('bridge.js')));
  },
});

const enclosed = (text: string): string =>
  `(() => {\ntry {\n${text.replace(/^\/\/.*\n/gm, '')}} catch {}\n})();\n`;

/**
 * Chromium: without these two lines, stack traces of the page name the extension, and the Network
 * panel calls this file the initiator of every request. The source map puts all lines into one
 * source that DevTools ignore, so that they show the page's own line.
 */
function withoutTrace(text: string): string {
  const map = {
    version: 3,
    sources: ['ignored.js'],
    names: [],
    mappings: `AAAA${';AACA'.repeat(text.split('\n').length)}`,
    ignoreList: [0],
  };
  const encoded = Buffer.from(JSON.stringify(map)).toString('base64');
  return `${text}//# sourceURL=anonymous\n//# sourceMappingURL=data:application/json;base64,${encoded}\n`;
}
