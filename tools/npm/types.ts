import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';

/** Nothing is written there. */
const OUT = '/crosscheck-types';

/** A relative import in a declaration. */
const RELATIVE = /(from |import\()(['"])(\.{1,2}\/[^'"]+)\.ts\2/g;

/**
 * Writes the declarations of the entries, and of everything that they name, into a folder.
 * @throws {Error} If the compiler has something to say.
 */
export function writeTypes(root: string, folder: string, entries: readonly string[]): void {
  const emitted = declarationsOf(
    root,
    entries.map((name) => join(root, `src/${name}.ts`)),
  );
  const waiting = entries.map((name) => `${name}.d.ts`);
  const written = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (written.has(name)) continue;
    written.add(name);
    const text = emitted.get(name);
    if (text === undefined) throw new Error(`There is no declaration ${name}.`);
    for (const [, , , path = ''] of text.matchAll(RELATIVE)) {
      waiting.push(`${posix.join(posix.dirname(name), path)}.d.ts`);
    }
    const target = join(folder, name);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, forUsers(text));
  }
}

/** What only runs has no declaration of its own. */
const RUN_ONLY = /^import (['"])\.[^'"]+\1;\n/gm;

/** Users install `@playwright/test`; its types stand in the package behind it. */
const forUsers = (text: string): string =>
  text
    .replace(RUN_ONLY, '')
    .replace(RELATIVE, '$1$2$3.js$2')
    .replaceAll("'playwright/test'", "'@playwright/test'");

/** Every declaration, by its path below `src/`. */
function declarationsOf(root: string, files: readonly string[]): ReadonlyMap<string, string> {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const emitted = new Map<string, string>();
  const source = join(root, 'src').replaceAll('\\', '/');
  const program = ts.createProgram([...files], {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: source,
    outDir: OUT,
  });
  const { diagnostics } = program.emit(undefined, (path, text) => {
    const at = path.replaceAll('\\', '/').indexOf(OUT) + OUT.length;
    emitted.set(path.slice(at + 1), text);
  });
  const [first] = diagnostics;
  if (first !== undefined)
    throw new Error(ts.flattenDiagnosticMessageText(first.messageText, '\n'));
  return emitted;
}
