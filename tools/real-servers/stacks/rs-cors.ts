import fc from 'fast-check';
import {
  type RsCorsOptions,
  type RsCorsRelease,
  rsCorsModel,
} from '../../../src/servers/rs-cors/model.ts';
import { debianReady } from '../debian.ts';
import { unpackedFrom } from '../debian-suite.ts';
import { debianVersion } from '../debian-version.ts';
import { GO_API, GO_IMPORTS, GOCODE, goBuild, goPaste, goProgram, goStruct } from '../go.ts';
import { type LabSettings, type LabStack, labModel } from '../lab-stack.ts';
import { insertAbove, marked } from '../paste.ts';
import { labRoutes } from '../routes.ts';

const IMPORTS = [...GO_IMPORTS, ')'];
const LIBRARY = 'import "github.com/rs/cors"';
const LISTEN = '\thttp.ListenAndServe(address, handler)';

function program({ cors, before = '' }: LabSettings, port: number): string {
  return [
    'package main',
    '',
    ...IMPORTS,
    ...(cors === '' ? [] : [LIBRARY]),
    GO_API,
    'func main() {',
    `\tconst address = "127.0.0.1:${port}"`,
    '\tvar handler http.Handler = http.HandlerFunc(api)',
    marked('\t//', cors),
    before,
    LISTEN,
    '}',
    '',
  ].join('\n');
}

/** Code that answers this path before the handler above it. */
const first = (path: string, answer: string) =>
  [
    '\tinner := handler',
    '\thandler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {',
    `\t\tif r.URL.Path == "${path}" {`,
    `\t\t\t${answer}`,
    '\t\t\treturn',
    '\t\t}',
    '\t\tinner.ServeHTTP(w, r)',
    '\t})',
  ].join('\n');

const wrapped = (options: string) =>
  `\thandler = cors.New(cors.Options{${options}}).Handler(handler)`;
const ALLOWED = 'AllowedOrigins: []string{"{page}"}';

function literal(options: RsCorsOptions): string {
  return goStruct('cors.Options', options);
}

const model = (release: RsCorsRelease) =>
  labModel<RsCorsOptions>({
    settings: fc.record(
      {
        AllowedOrigins: fc.subarray([
          'http://localhost:3000',
          'HTTPS://APP.example',
          'http://localhost:3000/',
          'http://localhost:*',
          'https://*.example',
        ]),
        AllowedMethods: fc.constantFrom(
          ['GET', 'PUT', 'PATCH', 'PROPFIND'],
          ['PUT', 'patch', 'DELETE'],
          ['GET'],
        ),
        AllowedHeaders: fc.constantFrom(['*'], ['X-Token', 'content-type'], ['content-type']),
        ExposedHeaders: fc.subarray(['x-total', 'ETag']),
        MaxAge: fc.constantFrom(-1, 0, 600),
        AllowCredentials: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    project: ({ port }, all) => ({
      'main.go': [
        'package main',
        '',
        ...IMPORTS,
        LIBRARY,
        GO_API,
        'func main() {',
        ...all.map(
          (one, index) =>
            `\thttp.Handle("/${index}/", http.StripPrefix("/${index}", ` +
            `cors.New(${literal(one)}).Handler(http.HandlerFunc(api))))`,
        ),
        `\thttp.ListenAndServe("127.0.0.1:${port}", nil)`,
        '}',
        '',
      ].join('\n'),
    }),
    answer: (options, request) =>
      rsCorsModel(options, release, labRoutes({ options: 405, method: 405 }))(request),
  });

type Source = {
  readonly id: string;
  readonly release: RsCorsRelease;
  readonly version: () => Promise<string>;
  readonly ready: () => Promise<string | null>;
  readonly goPath: () => string;
};

function rsCorsLab({ id, release, version, ready, goPath }: Source): LabStack {
  // Chi’s copy answers like the old release.
  const shared = release === '1.7' ? ({ unrecognised: true } as const) : {};
  return {
    id,
    stack: 'rs-cors',
    proofOnly: true,
    version,
    ready,
    project: ({ port }, settings) => ({ 'main.go': program(settings, port) }),
    build: goBuild(goPath),
    command: goProgram,
    failures: {
      'nothing-configured': { cors: '', unrecognised: true },
      'origin-not-listed': {
        cors: wrapped('AllowedOrigins: []string{"https://app.example"}'),
        unrecognised: true,
      },
      'origin-misspelled': {
        cors: wrapped('AllowedOrigins: []string{"{page}/"}'),
        unrecognised: true,
      },
      'wildcard-with-credentials': {
        cors: wrapped('AllowCredentials: true'),
        unrecognised: true,
      },
      'credentials-not-allowed': { cors: wrapped(ALLOWED), unrecognised: true },
      'method-not-allowed': { cors: wrapped(ALLOWED), ...shared },
      'header-not-allowed': { cors: wrapped(ALLOWED), ...shared },
      'expose-missing': { cors: wrapped(ALLOWED), unrecognised: true },
      'error-without-headers': {
        cors: wrapped(ALLOWED),
        before: first('/api/boom', 'http.Error(w, "boom", 500)'),
        unrecognised: true,
      },
      redirect: {
        cors: wrapped(ALLOWED),
        before: first('/api/redirect', 'http.Redirect(w, r, "/api/data", 302)'),
        unrecognised: true,
      },
      'two-layers': 'rs/cors sets its headers and never adds to them: a second line is a proxy’s',
    },
    paste: goPaste((text, code) => insertAbove(text, LISTEN, code)),
    model: model(release),
  };
}

const DEBIAN = debianReady(
  ['golang-go', 'golang-github-rs-cors-dev'],
  ['/usr/bin/go', `${GOCODE}/src/github.com/rs/cors/cors.go`],
);

let unpacked = '';

/** rs/cors as Debian's stable release has it. */
export const rsCors17: LabStack = rsCorsLab({
  id: 'rs-cors-1.7',
  release: '1.7',
  version: async () => `rs/cors ${await debianVersion('golang-github-rs-cors-dev')}`,
  ready: DEBIAN,
  goPath: () => GOCODE,
});

/** rs/cors as Debian's newest suite has it. */
export const rsCors111: LabStack = rsCorsLab({
  id: 'rs-cors-1.11',
  release: '1.11',
  version: async () => 'rs/cors 1.11.1',
  ready: async () => {
    const missing = await DEBIAN();
    if (missing !== null) return missing;
    try {
      unpacked = await unpackedFrom('sid', 'rs-cors', ['golang-github-rs-cors-dev']);
      return null;
    } catch (error) {
      return String(error);
    }
  },
  goPath: () => `${unpacked}/usr/share/gocode:${GOCODE}`,
});
