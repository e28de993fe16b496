import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { Language } from '../../src/model/language.ts';
import { withFrenchSpaces } from '../../src/model/say.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Nobody reads more of them. */
const MOST = 6;

/** Puts the newest changes into the panel's help, when it is built. */
export const whatsNew = (): Plugin => ({
  name: 'whats-new',
  config: () => ({ define: { __WHATS_NEW__: JSON.stringify(whatIsNew()) } }),
});

/** The newest changes in every language. @throws {Error} If one is missing in a language. */
export function whatIsNew(): Readonly<Record<Language, readonly string[]>> {
  const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
  const en = newestChanges(read('CHANGELOG.md'));
  return { en, fr: translated(en, read('docs/store/fr/changes.md')) };
}

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

/** The second column of a Markdown table, for each sentence of its first. */
export function translated(sentences: readonly string[], table: string): readonly string[] {
  const rows = [...table.matchAll(/^\| (.+?) \| (.+?) \|$/gm)];
  const twins = new Map(rows.map(([, sentence = '', twin = '']) => [sentence, twin]));
  return sentences.map((sentence) => {
    const twin = twins.get(sentence);
    if (twin === undefined) throw new Error(`Translate this change: ${sentence}`);
    return withFrenchSpaces(twin);
  });
}
