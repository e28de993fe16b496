import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const CHANGELOG = join(import.meta.dirname, '../../CHANGELOG.md');
/** Nobody reads more of them. */
const MOST = 6;

/** Puts the newest changes into the panel's help, when it is built. */
export const whatsNew = (): Plugin => ({
  name: 'whats-new',
  config: () => ({
    define: { __WHATS_NEW__: JSON.stringify(newestChanges(readFileSync(CHANGELOG, 'utf8'))) },
  }),
});

/** The first sentence of each addition in the newest version of a changelog, the newest first. */
export function newestChanges(changelog: string): readonly string[] {
  const [, newest = ''] = changelog.split(/^## /m);
  const added = /^### Added\n([\s\S]*?)(?=^###? |$(?![\s\S]))/m.exec(newest)?.[1] ?? '';
  return added
    .split(/^- /m)
    .slice(1)
    .map((item) => item.replace(/\s+/g, ' ').trim())
    .map((item) => /^.*?[.!?](?= |$)/.exec(item)?.[0] ?? item)
    .map((sentence) => sentence.replaceAll('`', ''))
    .slice(-MOST)
    .toReversed();
}
