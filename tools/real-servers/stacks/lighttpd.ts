import { behindFiles, withApplication } from '../behind.ts';
import { debianReady } from '../debian.ts';
import { debianVersion } from '../debian-version.ts';
import type { Files, LabSettings, LabStack } from '../lab-stack.ts';
import { layerFailures } from '../layer-settings.ts';
import { codeFor, marked, replaceMarked, withFile } from '../paste.ts';
import type { Place } from '../server-process.ts';

const LIGHTTPD = '/usr/sbin/lighttpd';
const CONFIG = 'lighttpd.conf';

const project = ({ cors }: LabSettings, { port, spare, folder }: Place): Files => ({
  ...behindFiles,
  'www/index.html': '',
  [CONFIG]: [
    'server.modules = ( "mod_proxy" )',
    'server.bind = "127.0.0.1"',
    `server.port = ${port}`,
    `server.document-root = "${folder}/www"`,
    `proxy.server = ( "" => (( "host" => "127.0.0.1", "port" => ${spare} )) )`,
    marked('#', cors),
    '',
  ].join('\n'),
});

/** What articles print, for one origin. */
const usual = (origin: string) =>
  [
    'server.modules += ( "mod_setenv" )',
    'setenv.add-response-header = (',
    `    "Access-Control-Allow-Origin" => "${origin}",`,
    '    "Access-Control-Allow-Methods" => "GET, PUT",',
    '    "Access-Control-Allow-Headers" => "content-type"',
    ')',
    'server.modules += ( "mod_rewrite" )',
    '$HTTP["request-method"] == "OPTIONS" {',
    '    proxy.server = ()',
    '    url.rewrite-once = ( "" => "/" )',
    '}',
  ].join('\n');

/** lighttpd before an application that sets no CORS headers, except on one route. */
export const lighttpdLab: LabStack = {
  id: 'lighttpd-1.4',
  stack: 'lighttpd',
  proofOnly: true,
  version: async () => `lighttpd ${await debianVersion('lighttpd')}`,
  ready: debianReady(['lighttpd'], [LIGHTTPD]),
  project: (place, settings) => project(settings, place),
  command: ({ folder, spare }) =>
    withApplication(spare, LIGHTTPD, ['-D', '-f', `${folder}/${CONFIG}`]),
  failures: {
    ...layerFailures(usual),
    'error-without-headers': { cors: '' },
    redirect: { cors: '' },
  },
  paste: (files, snippets) =>
    withFile(files, CONFIG, (text) => `${replaceMarked(text, '')}\n${codeFor(CONFIG, snippets)}\n`),
  model: null,
};
