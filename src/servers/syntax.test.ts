import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, test } from 'vitest';
import type { SerializedOrigin } from '../model/origin.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import { stacks } from './index.ts';
import { snippetText } from './kit/stack.ts';

/** What each stack prints for usual requests is read by the stack's own tools, where they run. */

const PAGE = 'http://localhost:3000' as SerializedOrigin;
const SERVER = 'http://localhost:8000' as SerializedOrigin;

const simple: AnswerRequirement = {
  server: SERVER,
  url: `${SERVER}/api/data`,
  method: 'GET',
  origin: PAGE,
  origins: [PAGE, 'https://app.example' as SerializedOrigin],
  credentials: false,
  methods: [],
  headers: [],
  expose: [],
  preflight: false,
};

const USUAL: Readonly<Record<string, Partial<AnswerRequirement>>> = {
  'a simple GET': {},
  'a PUT of JSON with a token': {
    method: 'PUT',
    methods: ['PUT'],
    headers: ['authorization', 'content-type'],
    preflight: true,
  },
  'a GET with cookies': { credentials: true },
  'a GET with an own header, which reads another': {
    headers: ['x-token'],
    expose: ['x-total'],
    preflight: true,
  },
};

/** The printed text for each file; for one file, in the order in which it is printed. */
type Printed = Readonly<Record<string, string>>;

function printed(id: string, part: Partial<AnswerRequirement>): Printed {
  const stack = stacks.find((one) => one.id === id);
  const remedy = stack?.remedy({ ...simple, ...part }, { server: SERVER, answers: [] });
  if (remedy == null) throw new Error(`nothing for ${id}`);
  const texts: Record<string, string> = {};
  for (const snippet of remedy.snippets) {
    texts[snippet.file] = (texts[snippet.file] ?? '') + snippetText(snippet);
  }
  return texts;
}

const folder = mkdtempSync(join(tmpdir(), 'crosscheck-syntax-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a tool says about these files; empty if it accepts them. */
function complaints(
  [program = '', ...args]: readonly string[],
  files: Readonly<Record<string, string>>,
): string {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 30_000,
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  if (status === 0) return program === 'gofmt' ? stdout : '';
  return `${error ?? ''}${stdout}${stderr}` || `status ${status}`;
}

const runs = (program: string): boolean =>
  spawnSync('/bin/sh', ['-c', `command -v ${program}`]).status === 0;

/** A tool, its arguments, and the files that it gets: the printed text where users paste it. */
type Tool = {
  readonly command: readonly string[];
  readonly files: (text: Printed) => Readonly<Record<string, string>>;
};

const python = (file: string): Tool => ({
  command: ['python3', '-c', 'import ast; ast.parse(open("pasted.py").read())'],
  files: (text) => ({ 'pasted.py': text[file] ?? '' }),
});

/** Imports stand at the top, as their place says. */
const go = (body: (code: string) => string): Tool => ({
  command: ['gofmt', '-d', 'pasted.go'],
  files: (text) => {
    const lines = (text['main.go'] ?? '').split('\n');
    const imports = lines.filter((line) => line.startsWith('import '));
    const code = lines.filter((line) => line !== '' && !line.startsWith('import '));
    const indented = body(code.map((line) => `\t${line}`).join('\n'));
    const head = ['package main', '', ...imports, ...(imports.length > 0 ? [''] : [])];
    return { 'pasted.go': [...head, indented, ''].join('\n') };
  },
});

/** Only what javac's parser reads: the frameworks' classes are not here. */
const java = (file: string, around: (code: string) => string = (code) => code): Tool => ({
  command: [
    'javac',
    '-J-XX:TieredStopAtLevel=1',
    '-XDshould-stop.ifNoError=PARSE',
    '-d',
    '.',
    'Pasted.java',
  ],
  files: (text) => ({ 'Pasted.java': around(text[file] ?? '') }),
});

const securityConfig = (code: string): string => {
  const lines = code.split('\n');
  const of = (is: (line: string) => boolean) => lines.filter(is).join('\n');
  const isImport = (line: string) => line.startsWith('import ');
  const isChain = (line: string) => line.startsWith('http.');
  return [
    of(isImport),
    'class SecurityConfig {',
    `SecurityFilterChain chain(HttpSecurity http) { ${of(isChain)} return http.build(); }`,
    of((line) => !isImport(line) && !isChain(line)),
    '}',
  ].join('\n');
};

const nginxConfig = (text: Printed): string =>
  [
    'pid nginx.pid;',
    'error_log stderr;',
    'events {}',
    'http {',
    'access_log off;',
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (one) => `${one}_temp_path ${one};`,
    ),
    text['conf.d/cors.conf'],
    'server {',
    'listen 127.0.0.1:8000;',
    text['site configuration'],
    'location / { proxy_pass http://127.0.0.1:8001; }',
    '}',
    '}',
  ].join('\n');

const apacheConfig = (text: Printed): string =>
  [
    `ServerRoot ${folder}`,
    'ServerName localhost',
    'Listen 127.0.0.1:8000',
    'ErrorLog error.log',
    ...['mpm_event', 'authz_core', 'headers', 'rewrite'].map(
      (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
    ),
    '<VirtualHost 127.0.0.1:8000>',
    text['virtual host'],
    '</VirtualHost>',
    '',
  ].join('\n');

const haproxyConfig = (text: Printed): string =>
  [
    'defaults',
    'mode http',
    'timeout client 5s',
    'timeout server 5s',
    'timeout connect 5s',
    'frontend pasted',
    'bind 127.0.0.1:8000',
    text['haproxy.cfg'],
    'default_backend application',
    'backend application',
    'server one 127.0.0.1:8001',
    '',
  ].join('\n');

const varnishConfig = (text: Printed): string =>
  [
    'vcl 4.1;',
    'backend default { .host = "127.0.0.1"; .port = "8001"; }',
    text['default.vcl'],
  ].join('\n');

const TOOLS: Readonly<Record<string, Tool>> = {
  fastapi: python('main.py'),
  'flask-cors': python('app.py'),
  php: {
    command: ['php', '-l', 'pasted.php'],
    files: (text) => ({ 'pasted.php': `<?php\n${text['index.php']}` }),
  },
  laravel: {
    command: ['php', '-l', 'pasted.php'],
    files: (text) => ({ 'pasted.php': `<?php\nreturn [\n${text['config/cors.php']}];\n` }),
  },
  'rack-cors': {
    command: ['ruby', '-c', 'pasted.rb'],
    files: (text) => ({ 'pasted.rb': text['config/initializers/cors.rb'] ?? '' }),
  },
  'rs-cors': go((code) => `func main() {\n${code}\n}`),
  'gin-cors': go((code) => `func main() {\n${code}\n}`),
  'jub0bs-cors': go((code) => `func main() {\n${code}\n}`),
  'chi-cors': go((code) => `func main() {\n${code}\n}`),
  'echo-cors': go((code) => `func main() {\n${code}\n}`),
  'fiber-cors': go((code) => `func main() {\n${code}\n}`),
  'gorilla-handlers': go((code) => `func main() {\n${code}\n}`),
  'aiohttp-cors': python('main.py'),
  falcon: python('app.py'),
  wordpress: {
    command: ['php', '-l', 'pasted.php'],
    files: (text) => ({ 'pasted.php': text['wp-content/mu-plugins/cors.php'] ?? '' }),
  },
  haproxy: {
    command: ['haproxy', '-c', '-f', 'haproxy.cfg'],
    files: (text) => ({ 'haproxy.cfg': haproxyConfig(text) }),
  },
  varnish: {
    command: ['varnishd', '-j', 'none', '-C', '-f', `${folder}/pasted.vcl`],
    files: (text) => ({ 'pasted.vcl': varnishConfig(text) }),
  },
  'spring-boot': java('CorsConfig.java'),
  'spring-cors-filter': java('CorsConfig.java'),
  'spring-security': java('SecurityConfig.java', securityConfig),
  nginx: {
    command: ['nginx', '-t', '-e', 'stderr', '-p', folder, '-c', `${folder}/nginx.conf`],
    files: (text) => ({ 'nginx.conf': nginxConfig(text) }),
  },
  apache: {
    command: ['apache2', '-t', '-f', `${folder}/httpd.conf`],
    files: (text) => ({ 'httpd.conf': apacheConfig(text) }),
  },
  caddy: {
    command: ['caddy', 'validate', '--adapter', 'caddyfile', '--config', 'Caddyfile'],
    files: (text) => ({ Caddyfile: `:8000 {\n${text['Caddyfile']}}\n` }),
  },
};

describe.each(Object.entries(TOOLS))('%s', (id, { command, files }) => {
  const [program = ''] = command;
  test.skipIf(!runs(program))(
    `${program} accepts what is printed for usual requests`,
    () => {
      for (const [request, part] of Object.entries(USUAL)) {
        expect(complaints(command, files(printed(id, part))), request).toBe('');
      }
    },
    60_000,
  );
});

/** Where a snippet is only a part: what is around it. */
type Around = (code: string) => string;

test.each<[string, string, Around?]>([
  ['express-cors', 'app.js'],
  ['koa-cors', 'app.js'],
  ['fastify-cors', 'app.js'],
  ['hapi', 'server.js', (code) => `Hapi.server({\n${code}});`],
  ['node-http', 'server.js', (code) => `createServer((request, response) => {\n${code}});`],
  ['cloudflare-workers', 'src/index.js'],
  ['aws-api-gateway-rest', 'index.mjs'],
  ['vite', 'vite.config.js', (code) => `export default { server: {\n${code}} };`],
  ['nextjs', 'proxy.ts'],
  ['nitro', 'server/middleware/cors.ts'],
  ['hono', 'index.ts'],
  ['nestjs', 'main.ts'],
  ['supabase-functions', 'index.ts'],
  ['vercel', 'middleware.ts'],
  ['netlify', 'netlify/edge-functions/cors.ts'],
  ['deno-deploy', 'main.ts'],
  ['sveltekit', 'src/hooks.server.ts'],
  ['astro', 'src/middleware.ts'],
  ['strapi', 'config/middlewares.js', (code) => `export default [\n${code}];`],
  ['node-red', 'settings.js', (code) => `module.exports = {\n${code}};`],
  ['socket-io', 'server.ts'],
  ['graphql-yoga', 'server.ts', (code) => `createYoga({\n${code}});`],
  ['trpc', 'server.ts', (code) => `createHTTPServer({\n${code}});`],
  [
    'apollo-server',
    'index.ts',
    (code) => `app.use('/graphql',\n${code}expressMiddleware(server));`,
  ],
])(
  '%s: TypeScript reads what is printed for usual requests',
  (id, file, around = (code) => code) => {
    for (const [request, part] of Object.entries(USUAL)) {
      const all = printed(id, part);
      const code = all[file] ?? '';
      const rules = all['vercel.json'] ?? '';
      if (rules !== '') {
        expect(() => JSON.parse(rules)).not.toThrow();
        continue;
      }
      expect(code, request).not.toBe('');
      expect(syntaxErrors(around(code)), request).toEqual([]);
    }
  },
);

const syntaxErrors = (code: string): readonly unknown[] =>
  (ts.transpileModule(code, { reportDiagnostics: true }).diagnostics ?? []).map(
    ({ messageText }) => messageText,
  );

test('a fault is found', () => {
  expect(syntaxErrors('const = 1;')).not.toEqual([]);
  expect(syntaxErrors('if (origin) {')).not.toEqual([]);
});

test.skipIf(!runs('python3'))('a fault is found by a tool', () => {
  const { command, files } = python('main.py');
  expect(complaints(command, files({ 'main.py': 'app.add_middleware(' }))).toMatch(/SyntaxError/);
});
