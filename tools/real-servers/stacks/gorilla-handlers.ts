import { debianReady } from '../debian.ts';
import { debianVersion } from '../debian-version.ts';
import { GO_API, GO_IMPORTS, GOCODE, goBuild, goPaste, goProgram } from '../go.ts';
import type { LabSettings, LabStack } from '../lab-stack.ts';
import { insertAbove, marked } from '../paste.ts';
import { nameless, usualFailures } from '../usual-failures.ts';

const listen = (handler: string) => `\thttp.ListenAndServe(address, ${handler})`;

const program = ({ cors }: LabSettings, port: number): string =>
  [
    'package main',
    '',
    ...GO_IMPORTS,
    '\t"github.com/gorilla/mux"',
    ')',
    ...(cors === '' ? [] : ['import "github.com/gorilla/handlers"']),
    GO_API,
    'func main() {',
    `\tconst address = "127.0.0.1:${port}"`,
    '\tr := mux.NewRouter()',
    '\tr.PathPrefix("/").HandlerFunc(api)',
    marked('\t//', cors),
    listen(cors === '' ? 'r' : 'handler'),
    '}',
    '',
  ].join('\n');

const around = (origin: string) =>
  `\thandler := handlers.CORS(handlers.AllowedOrigins([]string{"${origin}"}))(r)`;

/** Gorilla’s handlers around a router. */
export const gorillaHandlersLab: LabStack = {
  id: 'gorilla-handlers-1.5',
  stack: 'gorilla-handlers',
  proofOnly: true,
  version: async () =>
    `gorilla/handlers ${await debianVersion('golang-github-gorilla-handlers-dev')}`,
  ready: debianReady(
    ['golang-go', 'golang-github-gorilla-handlers-dev', 'golang-github-gorilla-mux-dev'],
    [
      '/usr/bin/go',
      `${GOCODE}/src/github.com/gorilla/handlers/cors.go`,
      `${GOCODE}/src/github.com/gorilla/mux/mux.go`,
    ],
  ),
  project: ({ port }, settings) => ({ 'main.go': program(settings, port) }),
  build: goBuild(() => GOCODE),
  command: goProgram,
  failures: nameless(usualFailures({ allowing: around, star: { cors: around('*') } })),
  // Its note: the server is then passed the new handler.
  paste: goPaste((text, code) =>
    insertAbove(text.replace(listen('r'), listen('handler')), listen('handler'), code),
  ),
  model: null,
};
