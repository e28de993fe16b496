import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Plugin, parseSync, type Rolldown, Visitor } from 'vite';
import { LANGUAGES, type Language } from '../../src/model/language.ts';

/** All modules of the extension. */
export const SOURCE = join(import.meta.dirname, '../../src');
const LANGUAGE_FILE = join(SOURCE, 'model/language.ts');
/** A module in one language has a name of its own, such as `view.tsx?fr`. */
const IN_LANGUAGE = new RegExp(`\\?(${LANGUAGES.join('|')})$`);

/**
 * Loads texts in the language that is spoken only. Where a module without texts imports one with texts
 * later, the language is known by then: each language gets the modules from there on for itself,
 * without the texts of the others. Modules that have no text, and import none at once, stay shared.
 * What has texts from its start on, such as the background, keeps every language.
 * `folders` have all the modules.
 */
export function oneLanguage(folders: readonly string[] = [SOURCE]): Plugin {
  const speaking = speakingModules(folders);
  return {
    name: 'one-language',
    enforce: 'pre',
    config: () => ({
      build: { rolldownOptions: { output: { chunkFileNames: chunkFileName } } },
    }),
    async resolveId(source, importer, options) {
      const language = languageOf(source) ?? languageOf(importer ?? '');
      if (language === null) return null;
      const from = importer === undefined ? undefined : neutral(importer);
      const found = await this.resolve(neutral(source), from, { ...options, skipSelf: true });
      if (found === null || !speaking.has(found.id)) return found;
      return { ...found, id: `${found.id}?${language}` };
    },
    transform(code, id) {
      const language = languageOf(id);
      if (language !== null) return inOneLanguage(neutral(id), code, language);
      if (!isScript(id) || !folders.some((folder) => id.startsWith(folder))) return null;
      return choosingLanguage(id, code, (source) => speaking.has(join(dirname(id), source)));
    },
  };
}

const isScript = (id: string): boolean => /\.tsx?$/.test(id);
const neutral = (id: string): string => id.replace(IN_LANGUAGE, '');
const languageOf = (id: string): Language | null => {
  const [, found] = IN_LANGUAGE.exec(id) ?? [];
  return LANGUAGES.find((one) => one === found) ?? null;
};

/** The scripts of a language are in a folder of their own. */
function chunkFileName({ moduleIds, facadeModuleId }: Rolldown.PreRenderedChunk): string {
  const language = languageOf(facadeModuleId ?? moduleIds[0] ?? '');
  return language === null ? 'assets/[name]-[hash].js' : `assets/${language}/[name]-[hash].js`;
}

/** The modules with texts, and those that import one of them at once. */
function speakingModules(folders: readonly string[]): ReadonlySet<string> {
  const importers = new Map<string, string[]>();
  const waiting: string[] = [];
  for (const file of folders.flatMap(modulesIn)) {
    const code = readFileSync(file, 'utf8');
    if (hasTexts(file, code)) waiting.push(file);
    for (const imported of importedAtOnce(file, code)) {
      importers.set(imported, [...(importers.get(imported) ?? []), file]);
    }
  }
  const speaking = new Set<string>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (speaking.has(file)) continue;
    speaking.add(file);
    waiting.push(...(importers.get(file) ?? []));
  }
  return speaking;
}

const modulesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => isScript(name) && !name.includes('.test.'))
    .map((name) => join(folder, name));

function importedAtOnce(file: string, code: string): readonly string[] {
  const { staticImports, staticExports } = parseSync(file, code).module;
  const imported = staticImports
    .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
    .map(({ moduleRequest }) => moduleRequest.value);
  const exported = staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ isType, moduleRequest }) => (isType ? [] : (moduleRequest?.value ?? [])));
  return [...imported, ...exported]
    .filter((source) => source.startsWith('.'))
    .map((source) => join(dirname(file), source));
}

type Range = { readonly start: number; readonly end: number };
type Edit = Range & { readonly text: string };

/** The two templates of each text: `` tag`English`.fr`français` ``. */
function textsOf(file: string, code: string): readonly Readonly<Record<Language, Range>>[] {
  // Looking at the tree of every module would take longer than the rest of the build.
  if (!/\.\s*fr\s*`/.test(code)) return [];
  const found: Readonly<Record<Language, Range>>[] = [];
  const visitor = new Visitor({
    TaggedTemplateExpression({ tag, quasi }) {
      if (tag.type !== 'MemberExpression' || tag.object.type !== 'TaggedTemplateExpression') return;
      if (tag.property.type !== 'Identifier' || tag.property.name !== 'fr') return;
      found.push({ en: tag.object.quasi, fr: quasi });
    },
  });
  visitor.visit(parseSync(file, code).program);
  return found;
}

const hasTexts = (file: string, code: string): boolean => textsOf(file, code).length > 0;

/** The code with an empty template in place of each one in another language. */
export function inOneLanguage(file: string, code: string, language: Language): string {
  const edits = textsOf(file, code).flatMap((templates) =>
    LANGUAGES.filter((one) => one !== language).map((one) => ({
      ...place(templates[one]),
      text: '``',
    })),
  );
  return edited(code, edits);
}

/**
 * The code, where each `import()` of a module with texts imports it in the language that is spoken by
 * then. `speaks` is asked with the module as it is named in the code.
 */
export function choosingLanguage(
  file: string,
  code: string,
  speaks: (source: string) => boolean,
): string {
  if (!/\bimport\s*\(/.test(code)) return code;
  const edits: Edit[] = [];
  const visitor = new Visitor({
    ImportExpression(node) {
      const { source } = node;
      if (source.type !== 'Literal' || typeof source.value !== 'string') return;
      const { value } = source;
      if (!speaks(value)) return;
      const ways = LANGUAGES.map(
        (one) => `${one}: () => import(${JSON.stringify(`${value}?${one}`)})`,
      );
      edits.push({ ...place(node), text: `({ ${ways.join(', ')} })[spokenLanguage()]()` });
    },
  });
  visitor.visit(parseSync(file, code).program);
  if (edits.length === 0) return code;
  const imports = `import { language as spokenLanguage } from ${JSON.stringify(LANGUAGE_FILE)};`;
  return `${imports}\n${edited(code, edits)}`;
}

const place = ({ start, end }: Range): Range => ({ start, end });

/** The code after all edits. What lies within another edit is gone with it. */
function edited(code: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
    if (start < at) continue;
    result += code.slice(at, start) + text;
    at = end;
  }
  return result + code.slice(at);
}
