import { spawnSync } from 'node:child_process';
import type { SettingsFile } from '../../../src/settings/file.ts';
import type { Command, Place } from '../server-process.ts';
import type { OwnFileCase } from './cases.ts';

const NGINX = '/usr/sbin/nginx';
const HEADERS_MORE = '/usr/lib/nginx/modules/ngx_http_headers_more_filter_module.so';

/** The files of a case as nginx runs them here: on ports of this machine, without certificates. */
export function nginxProject(
  one: OwnFileCase,
  files: readonly SettingsFile[],
  place: Place,
): Readonly<Record<string, string>> {
  let sockets = 0;
  const local = (text: string): string =>
    text
      .replace(/\blisten\s+([^;]+);/g, (_, words: string) => {
        sockets += 1;
        return `listen ${addressOf(words, one, place, sockets)};`;
      })
      .replace(/\bproxy_pass\s+http:\/\/[^/;]+/g, `proxy_pass http://127.0.0.1:${place.spare}`)
      .replace(/\n[ \t]*(?:ssl_|access_log|error_log|pid|user|worker_processes)[^;]*;/g, '')
      .replace(/(upstream\s[^{]*\{\s*server)\s[^;]*;/g, `$1 127.0.0.1:${place.spare};`)
      .replaceAll('/etc/nginx/', `${place.folder}/`);
  const own = files.map(({ name, text }): [string, string] => [name, local(`\n${text}`).slice(1)]);
  const sites = own.map(([name, text]): [string, string] => [
    name.replace('sites-available', 'sites-enabled'),
    text,
  ]);
  const main = own.find(([name]) => name === one.main)?.[1] ?? '';
  return {
    ...Object.fromEntries([...own, ...sites]),
    'mime.types': 'types { }\n',
    'started.conf': started(main, files, place),
  };
}

/** Other ports, and the same one once more, become sockets that nobody asks. */
function addressOf(words: string, { request }: OwnFileCase, place: Place, index: number): string {
  const url = new URL(request.url);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const [address = '', ...rest] = words.trim().split(/\s+/);
  const isAsked = address === port || address.endsWith(`.1:${port}`) || address === `*:${port}`;
  const options = rest.filter((word) => word === 'default_server').map((word) => ` ${word}`);
  return isAsked
    ? `127.0.0.1:${place.port}${options.join('')}`
    : `unix:${place.folder}/${index}.sock`;
}

function started(main: string, files: readonly SettingsFile[], { folder }: Place): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/temporary-${name};`,
  );
  const own = ['access_log off;', ...temporary].join('\n');
  const isWhole = /^\s*http\s*\{/m.test(main);
  const needsModule = files.some(({ text }) => text.includes('more_'));
  return [
    ...(needsModule ? [`load_module ${HEADERS_MORE};`] : []),
    `pid ${folder}/nginx.pid;`,
    'error_log stderr crit;',
    'user root;',
    isWhole
      ? main.replace(/^\s*http\s*\{/m, `http {\n${own}\n`)
      : `events { }\nhttp {\n${own}\n${main}\n}`,
    '',
  ].join('\n');
}

const argumentsIn = (folder: string): readonly string[] => [
  '-e',
  'stderr',
  '-p',
  folder,
  '-c',
  `${folder}/started.conf`,
];

/** What `nginx -t` says of the files; empty if it has nothing to say. */
export function nginxTest(folder: string): string {
  const { stderr } = spawnSync(NGINX, ['-t', '-q', ...argumentsIn(folder)], { encoding: 'utf8' });
  return stderr;
}

/** nginx, and the application behind it. */
export const nginxCommand = (
  { behind = {} }: OwnFileCase,
  upstream: string,
  place: Place,
): Command => ({
  program: process.execPath,
  args: [
    upstream,
    String(place.spare),
    JSON.stringify(behind),
    NGINX,
    '-g',
    'daemon off;',
    ...argumentsIn(place.folder),
  ],
});
