import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'vite';
import { writeTypes } from './types.ts';

/** What the package consists of: each entry, as its file in `src/` and in the package. */
const ENTRIES = ['cli/main', 'library/index', 'playwright/index', 'puppeteer/index'] as const;

/** The folder that is packed. The repository's own package.json stays the extension's. */
export const NPM_FOLDER = 'dist/npm';

/**
 * Makes the npm package in `dist/npm`, and packs it. Returns the path of the packed file.
 * @throws {Error} If the code does not compile.
 */
export async function buildNpm(root: string): Promise<string> {
  const folder = join(root, NPM_FOLDER);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'schema'), { recursive: true });
  await compile(root, folder);
  writeTypes(root, join(folder, 'types'), ['library/index', 'playwright/index', 'puppeteer/index']);
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  copyFileSync(join(root, 'docs/command-line.md'), join(folder, 'README.md'));
  for (const path of ['public/schema/report-v1.json', 'docs/schema/checks-v1.json']) {
    copyFileSync(join(root, path), join(folder, 'schema', basename(path)));
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifestOf(root), null, 2)}\n`);
  return pack(root, folder);
}

/**
 * As CommonJS, because every version of Node 20 can load that from both kinds of modules. What a
 * command does not need is in a file of its own, so that it starts fast.
 */
async function compile(root: string, folder: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      license: { fileName: 'licenses.md' },
      rolldownOptions: {
        input: Object.fromEntries(ENTRIES.map((name) => [name, join(root, `src/${name}.ts`)])),
        output: {
          format: 'cjs',
          entryFileNames: 'dist/[name].js',
          chunkFileNames: 'dist/shared/[name].js',
          banner: ({ name }) => (name === 'cli/main' ? '#!/usr/bin/env node' : ''),
        },
      },
    },
  });
  chmodSync(join(folder, 'dist/cli/main.js'), 0o755);
}

function manifestOf(root: string) {
  const own: {
    readonly version: string;
    readonly license: string;
    readonly devDependencies: Readonly<Record<string, string>>;
  } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const exported = (name: string) => ({
    types: `./types/${name}.d.ts`,
    default: `./dist/${name}.js`,
  });
  return {
    name: 'crosscheck',
    version: own.version,
    description:
      'Says why CORS blocked a request, and prints the fix as settings of your server: for HAR files, console text, servers and Playwright tests.',
    keywords: ['cors', 'har', 'playwright', 'puppeteer', 'cli'],
    license: own.license,
    type: 'commonjs',
    engines: { node: '>=20' },
    bin: { crosscheck: 'dist/cli/main.js' },
    exports: {
      '.': exported('library/index'),
      './playwright': exported('playwright/index'),
      './puppeteer': exported('puppeteer/index'),
      './schema/*': './schema/*',
      './package.json': './package.json',
    },
    peerDependencies: { '@playwright/test': '>=1.49' },
    peerDependenciesMeta: { '@playwright/test': { optional: true } },
  };
}

/** Two packs of the same folder have the same bytes: npm writes no times into them. */
function pack(root: string, folder: string): string {
  const target = join(root, 'dist');
  const printed = execFileSync(
    'npm',
    ['pack', folder, '--pack-destination', target, '--json', '--ignore-scripts'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' },
  );
  const [{ filename }]: [{ readonly filename: string }] = JSON.parse(printed);
  return join(target, filename);
}
