import { apache as printed } from '../../../src/servers/apache/index.ts';
import { apacheModel } from '../../../src/servers/apache/model.ts';
import type { LayerSettings } from '../../../src/servers/kit/cors-layer.ts';
import { behindFiles, withApplication } from '../behind.ts';
import { debianReady } from '../debian.ts';
import { debianVersion } from '../debian-version.ts';
import { type Files, type LabSettings, type LabStack, labModel } from '../lab-stack.ts';
import { anyLayerSettings, layerFailures, printedFor } from '../layer-settings.ts';
import { codeFor, insertAbove, marked, replaceMarked, withFile } from '../paste.ts';
import { labRoutes } from '../routes.ts';
import type { Place } from '../server-process.ts';

const APACHE = '/usr/sbin/apache2';
const SNIPPET = 'virtual host';
const CONFIG = 'httpd.conf';
const END = '</VirtualHost>';
const MODULES = ['mpm_event', 'authz_core', 'headers', 'rewrite', 'alias', 'proxy', 'proxy_http'];

function project({ cors, before = '' }: LabSettings, { port, spare, folder }: Place): Files {
  const lines = [
    `ServerRoot ${folder}`,
    'ServerName localhost',
    `Listen 127.0.0.1:${port}`,
    'PidFile httpd.pid',
    'ErrorLog error.log',
    'Mutex posixsem',
    'User www-data',
    'Group www-data',
    ...MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
    `<VirtualHost 127.0.0.1:${port}>`,
    before,
    `ProxyPass / http://127.0.0.1:${spare}/`,
    marked('#', cors),
    END,
    '',
  ];
  return { ...behindFiles, [CONFIG]: lines.join('\n') };
}

const set = (name: string, value: string) => `Header always set ${name} "${value}"`;
const allowed = (origin: string) => set('Access-Control-Allow-Origin', origin);

/** What articles print, for one origin. */
const usual = (origin: string) =>
  [
    allowed(origin),
    set('Access-Control-Allow-Methods', 'GET, PUT'),
    set('Access-Control-Allow-Headers', 'content-type'),
    'RewriteEngine On',
    'RewriteCond %{REQUEST_METHOD} =OPTIONS',
    'RewriteRule ^ - [R=204,L]',
  ].join('\n');

/** Apache httpd before an application that sets no CORS headers, except on one route. */
export const apache: LabStack = {
  id: 'apache',
  stack: 'apache',
  proofOnly: true,
  version: async () => `Apache httpd ${await debianVersion('apache2')}`,
  ready: debianReady(['apache2'], [APACHE]),
  project: (place, settings) => project(settings, place),
  command: ({ folder, spare }) =>
    withApplication(spare, APACHE, ['-X', '-f', `${folder}/${CONFIG}`]),
  failures: {
    ...layerFailures(usual),
    'error-without-headers': {
      cors: usual('{page}').replaceAll('always ', ''),
      before: 'ProxyErrorOverride On',
    },
    redirect: {
      cors: usual('{page}').replaceAll('always ', ''),
      before: 'ProxyPass /api/redirect !\nRedirect 302 /api/redirect /api/data',
    },
  },
  paste: (files, snippets) =>
    withFile(files, CONFIG, (text) =>
      insertAbove(replaceMarked(text, ''), END, codeFor(SNIPPET, snippets)),
    ),
  model: labModel<LayerSettings>({
    settings: anyLayerSettings,
    batch: 1,
    project: (place, all) =>
      project({ cors: all.map((one) => printedFor(printed, SNIPPET, one)).join('') }, place),
    answer: (settings, request) =>
      apacheModel(
        { ...settings, answersPreflights: true },
        labRoutes({ options: 405, method: 405 }),
      )(request),
  }),
};
