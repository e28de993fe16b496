import type { LayerSettings } from '../../../src/servers/kit/cors-layer.ts';
import { nginx as printed } from '../../../src/servers/nginx/index.ts';
import { nginxModel } from '../../../src/servers/nginx/model.ts';
import { behindFiles, withApplication } from '../behind.ts';
import { debianReady } from '../debian.ts';
import { debianVersion } from '../debian-version.ts';
import { type Files, type LabSettings, type LabStack, labModel } from '../lab-stack.ts';
import { anyLayerSettings, layerFailures, printedFor } from '../layer-settings.ts';
import { codeFor, insertBelow, marked, replaceMarked, withFile } from '../paste.ts';
import { labRoutes } from '../routes.ts';
import type { Place } from '../server-process.ts';

const NGINX = '/usr/sbin/nginx';
const CONFIG = 'nginx.conf';
const MAPS = 'conf.d/cors.conf';
const SITE = 'site configuration';
const SERVER = 'server {';
const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** nginx's configuration as Debian has it: `conf.d` is included inside of `http { }`. */
function project({ cors, before = '' }: LabSettings, { port, spare, folder }: Place): Files {
  const lines = [
    'daemon off;',
    `pid ${folder}/nginx.pid;`,
    'error_log stderr;',
    'worker_processes 1;',
    'events { worker_connections 64; }',
    'http {',
    'access_log off;',
    ...TEMPORARY.map((name) => `${name}_temp_path ${folder}/${name};`),
    `include ${folder}/conf.d/*.conf;`,
    `upstream application { server 127.0.0.1:${spare}; }`,
    SERVER,
    `listen 127.0.0.1:${port};`,
    before,
    marked('#', cors),
    `location / { ${PASS} }`,
    '}',
    '}',
    '',
  ];
  return { ...behindFiles, [CONFIG]: lines.join('\n'), [MAPS]: '' };
}

const PASS = 'proxy_pass http://application;';

const allowed = (origin: string) => `add_header 'Access-Control-Allow-Origin' '${origin}' always;`;

/** What articles print, for one origin. */
const usual = (origin: string) =>
  [
    allowed(origin),
    "add_header 'Access-Control-Allow-Methods' 'GET, PUT' always;",
    "add_header 'Access-Control-Allow-Headers' 'content-type' always;",
    'if ($request_method = OPTIONS) {',
    'return 204;',
    '}',
  ].join('\n');

/** nginx before an application that sets no CORS headers, except on one route. */
export const nginx: LabStack = {
  id: 'nginx',
  stack: 'nginx',
  proofOnly: true,
  version: async () => `nginx ${await debianVersion('nginx')}`,
  ready: debianReady(['nginx'], [NGINX]),
  project: (place, settings) => project(settings, place),
  command: ({ folder, spare }) =>
    withApplication(spare, NGINX, ['-e', 'stderr', '-p', folder, '-c', `${folder}/${CONFIG}`]),
  failures: {
    ...layerFailures(usual),
    'error-without-headers': { cors: usual('{page}').replaceAll(' always', '') },
    redirect: { cors: `location /api/data {\n${allowed('{page}')}\n${PASS}\n}` },
  },
  paste: (files, snippets) => ({
    ...withFile(files, CONFIG, (text) =>
      insertBelow(replaceMarked(text, ''), SERVER, codeFor(SITE, snippets)),
    ),
    [MAPS]: codeFor(MAPS, snippets),
  }),
  model: labModel<LayerSettings>({
    settings: anyLayerSettings,
    batch: 1,
    project: (place, all) => ({
      ...project({ cors: all.map((one) => printedFor(printed, SITE, one)).join('') }, place),
      [MAPS]: all.map((one) => printedFor(printed, MAPS, one)).join(''),
    }),
    answer: (settings, request) =>
      nginxModel(
        { ...settings, answersPreflights: true },
        labRoutes({ options: 405, method: 405 }),
      )(request),
  }),
};
