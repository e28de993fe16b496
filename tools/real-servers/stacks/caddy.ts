import { caddy as printed } from '../../../src/servers/caddy/index.ts';
import { caddyModel } from '../../../src/servers/caddy/model.ts';
import type { LayerSettings } from '../../../src/servers/kit/cors-layer.ts';
import { behindFiles, withApplication } from '../behind.ts';
import { debianReady } from '../debian.ts';
import { unpackedFrom } from '../debian-suite.ts';
import { debianVersion } from '../debian-version.ts';
import { type Files, type LabSettings, type LabStack, labModel } from '../lab-stack.ts';
import { anyLayerSettings, layerFailures, printedFor } from '../layer-settings.ts';
import { codeFor, insertBelow, marked, replaceMarked, withFile } from '../paste.ts';
import { labRoutes } from '../routes.ts';
import type { Place } from '../server-process.ts';

const CONFIG = 'Caddyfile';
const SYSTEM = '/usr/bin/caddy';
const { PATH } = process.env;

const site = (port: number) => `http://localhost:${port}, http://127.0.0.1:${port} {`;

function project({ cors, before = '' }: LabSettings, { port, spare, folder }: Place): Files {
  const lines = [
    '{',
    'admin off',
    'auto_https off',
    `storage file_system ${folder}/storage`,
    '}',
    site(port),
    'bind 127.0.0.1',
    marked('#', cors),
    before,
    `reverse_proxy 127.0.0.1:${spare}`,
    '}',
    '',
  ];
  return { ...behindFiles, [CONFIG]: lines.join('\n') };
}

/** What articles print, for one origin. */
const usual = (origin: string) =>
  [
    `header Access-Control-Allow-Origin "${origin}"`,
    'header Access-Control-Allow-Methods "GET, PUT"',
    'header Access-Control-Allow-Headers "content-type"',
    '@options method OPTIONS',
    'handle @options {',
    'respond 204',
    '}',
  ].join('\n');

/** Only responses from behind Caddy, so that its own have no headers. */
const onlyBehind = (origin: string, path: string) =>
  `handle /api/${path} {\nheader Access-Control-Allow-Origin "${origin}"\n}`;

type Source = {
  readonly id: string;
  readonly version: () => Promise<string>;
  readonly ready: () => Promise<string | null>;
  readonly program: () => string;
};

function caddyLab({ id, version, ready, program }: Source): LabStack {
  return {
    id,
    stack: 'caddy',
    proofOnly: true,
    version,
    ready,
    project: (place, settings) => project(settings, place),
    command: ({ folder, spare }) =>
      withApplication(spare, program(), ['run', '--adapter', 'caddyfile', '--config', CONFIG], {
        PATH,
        HOME: folder,
        XDG_DATA_HOME: folder,
        XDG_CONFIG_HOME: folder,
      }),
    failures: {
      ...layerFailures(usual),
      'error-without-headers': {
        cors: onlyBehind('{page}', 'data'),
        before: 'error /api/boom 500',
      },
      redirect: {
        cors: onlyBehind('{page}', 'nothing'),
        before: 'redir /api/redirect /api/data 302',
      },
    },
    paste: (files, snippets) =>
      withFile(files, CONFIG, (text) =>
        insertBelow(replaceMarked(text, ''), 'bind 127.0.0.1', codeFor(CONFIG, snippets)),
      ),
    model: labModel<LayerSettings>({
      settings: anyLayerSettings,
      batch: 1,
      project: (place, all) =>
        project({ cors: all.map((one) => printedFor(printed, CONFIG, one)).join('') }, place),
      answer: (settings, request) =>
        caddyModel(
          { ...settings, answersPreflights: true },
          labRoutes({ options: 405, method: 405 }),
        )(request),
    }),
  };
}

/** This release says in `Via` that it is in front. Then the report prints no settings. */
function withoutLayers(source: Source): LabStack {
  const lab = caddyLab(source);
  const layers =
    'its Via header names the outer layer: the report says which line to take out, and prints none';
  return { ...lab, failures: { ...lab.failures, 'two-layers': layers } };
}

let unpacked = '';

/** Caddy as Debian's stable release has it, before an application. */
export const caddy26: LabStack = caddyLab({
  id: 'caddy-2.6',
  version: async () => `Caddy ${await debianVersion('caddy')}`,
  ready: debianReady(['caddy'], [SYSTEM]),
  program: () => SYSTEM,
});

/** Caddy as Debian's newest suite has it. */
export const caddy211: LabStack = withoutLayers({
  id: 'caddy-2.11',
  version: async () => 'Caddy 2.11',
  ready: async () => {
    try {
      unpacked = await unpackedFrom('sid', 'caddy', ['caddy']);
      return null;
    } catch (error) {
      return String(error);
    }
  },
  program: () => `${unpacked}/usr/bin/caddy`,
});
