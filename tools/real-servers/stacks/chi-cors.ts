import { debianReady } from '../debian.ts';
import { debianVersion } from '../debian-version.ts';
import {
  GO_API,
  GO_IMPORTS,
  GOCODE,
  goBuild,
  goPaste,
  goProgram,
  versionedPackage,
} from '../go.ts';
import type { LabSettings, LabStack } from '../lab-stack.ts';
import { insertBelow, marked } from '../paste.ts';
import { nameless, usualFailures } from '../usual-failures.ts';

const CHI = 'github.com/go-chi/chi';
const DEBIAN = debianReady(
  ['golang-go', 'golang-github-go-chi-chi-dev', 'golang-github-go-chi-cors-dev'],
  ['/usr/bin/go', `${GOCODE}/src/github.com/go-chi/cors/cors.go`, `${GOCODE}/src/${CHI}/chi.go`],
);

let versioned = '';

const ROUTER = '\tr := chi.NewRouter()';

const program = ({ cors }: LabSettings, port: number): string =>
  [
    'package main',
    '',
    ...GO_IMPORTS,
    '\t"github.com/go-chi/chi/v5"',
    ')',
    ...(cors === '' ? [] : ['import "github.com/go-chi/cors"']),
    GO_API,
    'func main() {',
    ROUTER,
    marked('\t//', cors),
    '\tr.HandleFunc("/*", api)',
    `\thttp.ListenAndServe("127.0.0.1:${port}", r)`,
    '}',
    '',
  ].join('\n');

const used = (options: string) => `\tr.Use(cors.Handler(cors.Options{${options}}))`;

/** Chi with go-chi/cors. */
export const chiCorsLab: LabStack = {
  id: 'chi-cors-1.2',
  stack: 'chi-cors',
  proofOnly: true,
  version: async () =>
    `go-chi/cors ${await debianVersion('golang-github-go-chi-cors-dev')}, ` +
    `chi ${await debianVersion('golang-github-go-chi-chi-dev')}`,
  ready: async () => {
    const missing = await DEBIAN();
    if (missing === null) versioned = await versionedPackage(CHI, 'v5');
    return missing;
  },
  project: ({ port }, settings) => ({ 'main.go': program(settings, port) }),
  build: goBuild(() => `${versioned}:${GOCODE}`),
  command: goProgram,
  failures: nameless(
    usualFailures({
      allowing: (origin) => used(`AllowedOrigins: []string{"${origin}"}`),
      star: { cors: used('AllowedOrigins: []string{"*"}') },
    }),
  ),
  paste: goPaste((text, code) => insertBelow(text, ROUTER, code)),
  model: null,
};
