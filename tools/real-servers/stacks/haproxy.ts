import { behindFiles, TO_OWN_CORS, withApplication } from '../behind.ts';
import { debianReady } from '../debian.ts';
import { debianVersion } from '../debian-version.ts';
import type { Files, LabSettings, LabStack } from '../lab-stack.ts';
import { layerFailures } from '../layer-settings.ts';
import { codeFor, insertBelow, marked, replaceMarked, withFile } from '../paste.ts';
import type { Place } from '../server-process.ts';
import { nameless } from '../usual-failures.ts';

const HAPROXY = '/usr/sbin/haproxy';
const CONFIG = 'haproxy.cfg';
const bind = (port: number) => `    bind 127.0.0.1:${port}`;

const project = ({ cors, before = '' }: LabSettings, { port, spare }: Place): Files => ({
  ...behindFiles,
  [CONFIG]: [
    'defaults',
    '    mode http',
    '    timeout connect 5s',
    '    timeout client 30s',
    '    timeout server 30s',
    'frontend site',
    bind(port),
    marked('#', cors),
    before,
    '    default_backend application',
    'backend application',
    `    server one 127.0.0.1:${spare}`,
    '',
  ].join('\n'),
});

/** What articles print, for one origin. `when`: on which responses. */
const usual = (origin: string, when = 'http-after-response') =>
  [
    `${when} set-header Access-Control-Allow-Origin "${origin}"`,
    `${when} set-header Access-Control-Allow-Methods "GET, PUT"`,
    `${when} set-header Access-Control-Allow-Headers "content-type"`,
    'http-request return status 204 if METH_OPTIONS',
  ].join('\n');

/** HAProxy before an application that sets no CORS headers, except on one route. */
export const haproxyLab: LabStack = {
  id: 'haproxy-2.6',
  stack: 'haproxy',
  proofOnly: true,
  version: async () => `HAProxy ${await debianVersion('haproxy')}`,
  ready: debianReady(['haproxy'], [HAPROXY]),
  project: (place, settings) => project(settings, place),
  command: ({ folder, spare }) =>
    withApplication(spare, HAPROXY, ['-db', '-f', `${folder}/${CONFIG}`]),
  failures: nameless({
    ...layerFailures(usual),
    'error-without-headers': { cors: '' },
    'two-layers': {
      cors: 'http-response add-header Access-Control-Allow-Origin "{page}"',
      request: TO_OWN_CORS,
    },
    redirect: {
      // HAProxy’s own redirect passes these rules by.
      cors: usual('{page}', 'http-response'),
      before: 'http-request redirect location /api/data code 302 if { path /api/redirect }',
    },
  }),
  paste: (files, snippets) =>
    withFile(files, CONFIG, (text) => {
      const line = /^ {4}bind .*$/m.exec(text)?.[0] ?? '';
      return insertBelow(replaceMarked(text, ''), line, codeFor(CONFIG, snippets));
    }),
  model: null,
};
