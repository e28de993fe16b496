import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LANGUAGES, type Language } from '../../src/model/language.ts';

/** A script that the browser loads by itself, and how much it may load with it. */
type Entry = {
  readonly name: string;
  readonly file: string;
  /** Kilobytes, compressed by gzip, with everything that it imports at once. */
  readonly most: number;
};

/**
 * The limits are what was reached, and a little room: the goals are 130, 110 and 40. A server's rooms,
 * a parser or the exports, if a view imports them at once, are far more than that.
 */
const ENTRIES: readonly Entry[] = [
  { name: 'panel before its first row', file: 'src/panel/panel.html', most: 173 },
  { name: 'popup', file: 'src/popup/popup.html', most: 132 },
  { name: 'background', file: 'service-worker-loader.js', most: 52 },
];

/** What the entries of a build load at once. @throws {Error} If one is above its limit. */
export function checkSizes(folder: string): readonly string[] {
  const sizes = ENTRIES.map(({ name, file, most }) => {
    const bytes = LANGUAGES.map((language) => sizeOf(closure(join(folder, file), language)));
    const size = Math.round(Math.max(...bytes) / 1000);
    return { text: `${name}: ${size} of ${most} kB`, isOver: size > most };
  });
  const over = sizes.filter(({ isOver }) => isOver);
  if (over.length > 0) {
    const texts = over.map(({ text }) => text).join('; ');
    throw new Error(`Too many scripts are loaded at once (compressed): ${texts}`);
  }
  return sizes.map(({ text }) => text);
}

const sizeOf = (scripts: ReadonlySet<string>): number =>
  [...scripts].reduce((sum, script) => sum + gzipSync(readFileSync(script)).length, 0);

const IMPORTED = /(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+\.js)["']/g;
const IMPORTED_LATER = /\bimport\(\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]\s*\)/g;
const NAMED_BY_PAGE = /(?:src|href)="\/([^"]+\.js)"/g;

/**
 * The scripts that a page or script loads at once. What `import()` names comes later, except in a
 * page's own script: that waits only for the language (tools/build/one-language.ts).
 */
function closure(entry: string, language: Language): ReadonlySet<string> {
  const isPage = entry.endsWith('.html');
  const root = join(dirname(entry), '../..');
  const ownScripts = isPage
    ? namedIn(entry, NAMED_BY_PAGE).map((name) => join(root, name))
    : [entry];
  const views = isPage
    ? ownScripts.flatMap((file) =>
        namedIn(file, IMPORTED_LATER)
          .filter((name) => name.includes(`/${language}/`))
          .map((name) => join(dirname(file), name)),
      )
    : [];
  if (isPage && views.length === 0) throw new Error(`${basename(entry)} has no ${language} view.`);
  const found = new Set<string>();
  const waiting = [...ownScripts, ...views];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    for (const name of namedIn(file, IMPORTED)) waiting.push(join(dirname(file), name));
  }
  if (found.size === 0) throw new Error(`${basename(entry)} loads no script.`);
  return found;
}

const namedIn = (file: string, pattern: RegExp): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name = '']) => name);
