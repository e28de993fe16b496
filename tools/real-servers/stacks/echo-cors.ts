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

const ROUTER = '\te := echo.New()';
const ECHO = 'github.com/labstack/echo';
const DEBIAN = debianReady(
  ['golang-go', 'golang-github-labstack-echo-dev'],
  ['/usr/bin/go', `${GOCODE}/src/${ECHO}/echo.go`],
);

let versioned = '';

const program = ({ cors }: LabSettings, port: number): string =>
  [
    'package main',
    '',
    ...GO_IMPORTS,
    '\t"github.com/labstack/echo/v4"',
    ')',
    ...(cors === '' ? [] : ['import "github.com/labstack/echo/v4/middleware"']),
    GO_API,
    'func main() {',
    ROUTER,
    marked('\t//', cors),
    '\te.Any("/*", echo.WrapHandler(http.HandlerFunc(api)))',
    `\te.Start("127.0.0.1:${port}")`,
    '}',
    '',
  ].join('\n');

const used = (config: string) =>
  `\te.Use(middleware.CORSWithConfig(middleware.CORSConfig{${config}}))`;

/** Echo with its own middleware. */
export const echoCorsLab: LabStack = {
  id: 'echo-cors-4.2',
  stack: 'echo-cors',
  proofOnly: true,
  version: async () => `Echo ${await debianVersion('golang-github-labstack-echo-dev')}`,
  ready: async () => {
    const missing = await DEBIAN();
    if (missing === null) versioned = await versionedPackage(ECHO, 'v4');
    return missing;
  },
  project: ({ port }, settings) => ({ 'main.go': program(settings, port) }),
  build: goBuild(() => `${versioned}:${GOCODE}`),
  command: goProgram,
  failures: nameless(
    usualFailures({
      allowing: (origin) =>
        used(
          `AllowOrigins: []string{"${origin}"}, AllowMethods: []string{"GET", "POST"}, ` +
            'AllowHeaders: []string{"content-type"}',
        ),
      star: { cors: used('AllowOrigins: []string{"*"}') },
    }),
  ),
  paste: goPaste((text, code) => insertBelow(text, ROUTER, code)),
  model: null,
};
