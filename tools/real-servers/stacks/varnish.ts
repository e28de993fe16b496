import { behindFiles, withApplication } from '../behind.ts';
import { debianReady } from '../debian.ts';
import { debianVersion } from '../debian-version.ts';
import type { Files, LabSettings, LabStack } from '../lab-stack.ts';
import { layerFailures } from '../layer-settings.ts';
import { codeFor, insertBelow, marked, replaceMarked, withFile } from '../paste.ts';
import type { Place } from '../server-process.ts';

const VARNISH = '/usr/sbin/varnishd';
const CONFIG = 'default.vcl';
const BACKEND_ENDS = '} # backend';

const project = ({ cors }: LabSettings, { spare }: Place): Files => ({
  ...behindFiles,
  [CONFIG]: [
    'vcl 4.1;',
    'backend default {',
    '    .host = "127.0.0.1";',
    `    .port = "${spare}";`,
    BACKEND_ENDS,
    marked('#', cors),
    'sub vcl_backend_response {',
    '    set beresp.uncacheable = true;',
    '}',
    '',
  ].join('\n'),
});

/** What articles print, for one origin. */
const usual = (origin: string) =>
  [
    'sub vcl_deliver {',
    `    set resp.http.Access-Control-Allow-Origin = "${origin}";`,
    '    set resp.http.Access-Control-Allow-Methods = "GET, PUT";',
    '    set resp.http.Access-Control-Allow-Headers = "content-type";',
    '    if (req.method == "OPTIONS") { set resp.status = 204; }',
    '}',
  ].join('\n');

/** Varnish before an application that sets no CORS headers, except on one route. */
export const varnishLab: LabStack = {
  id: 'varnish-7.1',
  stack: 'varnish',
  proofOnly: true,
  version: async () => `Varnish ${await debianVersion('varnish')}`,
  ready: debianReady(['varnish'], [VARNISH]),
  project: (place, settings) => project(settings, place),
  command: ({ folder, port, spare }) =>
    withApplication(spare, VARNISH, [
      '-F',
      ...['-j', 'none'],
      ...['-a', `127.0.0.1:${port}`],
      ...['-f', `${folder}/${CONFIG}`],
      ...['-n', `${folder}/varnish`],
      ...['-s', 'malloc,16m'],
    ]),
  failures: {
    ...layerFailures(usual),
    'error-without-headers': { cors: '' },
    redirect: { cors: '' },
    'two-layers': 'what it sets replaces what it got',
  },
  paste: (files, snippets) =>
    withFile(files, CONFIG, (text) =>
      insertBelow(replaceMarked(text, ''), BACKEND_ENDS, codeFor(CONFIG, snippets)),
    ),
  model: null,
};
