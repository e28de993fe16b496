import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import type { SnippetLanguage } from '../../src/servers/kit/stack.ts';

/** The real parser of a language. */
export type Parser = {
  readonly tool: string;
  /**
   * The shape of each text: equal for two that differ only in the content of strings. The shape of
   * text that cannot be read starts with `does not parse`. Null if the tool is missing.
   */
  readonly shapes: (texts: readonly string[]) => Promise<readonly string[] | null>;
};

type Ran = { readonly code: number; readonly stdout: string; readonly output: string };

/** Null if there is no such program. */
function run(file: string, args: readonly string[], input = '', cwd = tmpdir(), env = process.env) {
  return new Promise<Ran | null>((resolve) => {
    const child = spawn(file, [...args], { cwd, env });
    let [stdout, output] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    child.on('error', () => resolve(null));
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, output }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** A program of ours that reads and prints JSON. */
function script(tool: string, args: readonly string[]): Parser {
  return {
    tool,
    shapes: async (texts) => {
      const ran = await run(tool, args, JSON.stringify(texts));
      if (ran === null) return null;
      if (ran.code !== 0) throw new Error(`${tool}: ${ran.output}`);
      const shapes: unknown = JSON.parse(ran.stdout);
      return Array.isArray(shapes) ? shapes.map(String) : [];
    },
  };
}

const own = (name: string): string => join(import.meta.dirname, name);

/** A server that checks its configuration: it refuses anything outside of a string. */
function checked(
  tool: string,
  path: string,
  check: (file: string) => readonly string[],
  around: (text: string, folder: string) => string,
): Parser {
  return {
    tool,
    shapes: async (texts) => {
      if (!existsSync(path)) return null;
      const folder = mkdtempSync(join(tmpdir(), 'attack-'));
      const shapes: string[] = [];
      for (const text of texts) {
        const file = join(folder, 'config');
        writeFileSync(file, around(text, folder));
        const ran = await run(path, check(file));
        shapes.push(ran?.code === 0 ? 'parses' : `does not parse: ${ran?.output}`);
      }
      rmSync(folder, { recursive: true });
      return shapes;
    },
  };
}

/**
 * Its statements, names and kinds of literals, and what the compiler reports missing in a fragment.
 */
function typescriptShape(text: string): string {
  const source = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
  const all: string[] = [];
  const visit = (node: ts.Node): void => {
    all.push(`${node.kind}${ts.isIdentifier(node) ? node.text : ''}`);
    node.forEachChild(visit);
  };
  visit(source);
  return all.join(' ');
}

const typescript: Parser = {
  tool: 'TypeScript',
  shapes: async (texts) => texts.map(typescriptShape),
};

/** As a whole, or as some lines of an object. */
function jsonShape(text: string): string {
  const trimmed = text.trim().replace(/,$/, '');
  for (const whole of [trimmed, `{${trimmed}}`]) {
    try {
      const [value, all]: [unknown, string[]] = [JSON.parse(whole), []];
      JSON.stringify(value, (_, one) => {
        all.push(Array.isArray(one) ? `array ${one.length}` : typeof one);
        return one;
      });
      return all.join(' ');
    } catch {}
  }
  return 'does not parse';
}

const json: Parser = { tool: 'JSON.parse', shapes: async (texts) => texts.map(jsonShape) };

/** Nothing on the path can run. Only smuggled code would print something or leave a file. */
const bash: Parser = {
  tool: 'bash',
  shapes: async (texts) => {
    const shapes: string[] = [];
    for (const text of texts) {
      const folder = mkdtempSync(join(tmpdir(), 'attack-'));
      const canary = 'command_not_found_handle() { case "$1" in *pwned*) : > pwned;; esac; }\n';
      const read = await run('bash', ['-n'], text, folder);
      if (read === null) return null;
      await run('bash', ['--norc'], canary + text, folder, { PATH: '/nonexistent' });
      const left = readdirSync(folder);
      rmSync(folder, { recursive: true });
      if (read.code !== 0) shapes.push(`does not parse: ${read.output}`);
      else shapes.push(left.length === 0 ? 'runs nothing of it' : `runs it: ${left}`);
    }
    return shapes;
  },
};

const APACHE_MODULES = ['mpm_event', 'authz_core', 'headers', 'rewrite'];

/** The parser of each language that snippets are written in, if it is available here. */
export const parsers: { readonly [Language in SnippetLanguage]?: Parser } = {
  javascript: typescript,
  typescript,
  json,
  shell: bash,
  python: script('python3', [own('shapes.py'), 'python']),
  xml: script('python3', [own('shapes.py'), 'xml']),
  yaml: script('python3', [own('shapes.py'), 'yaml']),
  toml: script('python3', [own('shapes.py'), 'toml']),
  ruby: script('ruby', [own('shapes.rb')]),
  go: script('go', ['run', own('shapes.go')]),
  nginx: checked(
    'nginx',
    '/usr/sbin/nginx',
    (file) => ['-t', '-q', '-c', file],
    (text, folder) => {
      const place = text.startsWith('map')
        ? text
        : `server {\n${text.replaceAll(/\$cors_\w+/g, '$host')}}\n`;
      return `pid ${folder}/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${place}}\n`;
    },
  ),
  apache: checked(
    'apache2',
    '/usr/sbin/apache2',
    (file) => ['-t', '-f', file],
    (text, folder) =>
      [
        `ServerRoot ${folder}`,
        'ServerName localhost',
        'Listen 127.0.0.1:8099',
        'ErrorLog error.log',
        ...APACHE_MODULES.map(
          (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
        ),
        '<VirtualHost 127.0.0.1:8099>',
        text,
        '</VirtualHost>',
        '',
      ].join('\n'),
  ),
  caddyfile: checked(
    'caddy',
    '/usr/bin/caddy',
    (file) => ['adapt', '--adapter', 'caddyfile', '--config', file],
    (text) => `:8099 {\n${text}}\n`,
  ),
};
