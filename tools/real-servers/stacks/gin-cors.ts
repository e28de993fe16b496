import fc from 'fast-check';
import { type GinCorsConfig, ginCorsModel } from '../../../src/servers/gin-cors/model.ts';
import { debianReady } from '../debian.ts';
import { debianVersion } from '../debian-version.ts';
import { GOCODE, goBuild, goPaste, goProgram, goStruct } from '../go.ts';
import { type LabSettings, type LabStack, labModel } from '../lab-stack.ts';
import { insertBelow, marked } from '../paste.ts';
import { labRoutes } from '../routes.ts';

const IMPORTS = ['import (', '\t"github.com/gin-gonic/gin"', ')'];
const LIBRARY = 'import "github.com/gin-contrib/cors"';
const ENGINE = '\tr := gin.Default()';

const ROUTES = `
func routes(r *gin.Engine) {
	data := func(c *gin.Context) {
		c.Header("X-Total", "42")
		c.JSON(200, gin.H{"ok": true})
	}
	r.GET("/api/data", data)
	r.POST("/api/data", data)
	r.PUT("/api/data", data)
	r.PATCH("/api/data", data)
	r.DELETE("/api/data", data)
	r.GET("/api/boom", func(c *gin.Context) { panic("boom") })
	r.GET("/api/redirect", func(c *gin.Context) { c.Redirect(302, "/api/data") })
}
`;

function program({ cors, before = '' }: LabSettings, port: number): string {
  return [
    'package main',
    '',
    ...IMPORTS,
    ...(cors === '' ? [] : [LIBRARY]),
    ROUTES,
    'func main() {',
    '\tgin.SetMode(gin.ReleaseMode)',
    ENGINE,
    before,
    marked('\t//', cors),
    '\troutes(r)',
    `\tr.Run("127.0.0.1:${port}")`,
    '}',
    '',
  ].join('\n');
}

/** Code that answers this path before the middleware below it. */
const first = (path: string, answer: string) =>
  [
    '\tr.Use(func(c *gin.Context) {',
    `\t\tif c.Request.URL.Path == "${path}" {`,
    `\t\t\t${answer}`,
    '\t\t\tc.Abort()',
    '\t\t}',
    '\t})',
  ].join('\n');

const used = (config: string) => `\tr.Use(cors.New(cors.Config{${config}}))`;
const ALLOWED = 'AllowOrigins: []string{"{page}"}';
const USUAL = `${ALLOWED}, AllowMethods: []string{"GET", "PUT"}, AllowHeaders: []string{"content-type"}`;

/** A `time.Duration` counts nanoseconds. */
function literal(config: GinCorsConfig): string {
  const MaxAge = config.MaxAge === undefined ? undefined : `${config.MaxAge} * 1_000_000_000`;
  return goStruct('cors.Config', { ...config, MaxAge });
}

const ORIGINS = [
  'http://localhost:3000',
  'https://APP.example',
  'http://localhost:3000/',
  'http://other.example',
];

const settings: fc.Arbitrary<GinCorsConfig> = fc
  .record(
    {
      AllowMethods: fc.subarray(['GET', 'put', 'PATCH', 'PROPFIND', 'GET']),
      AllowHeaders: fc.subarray(['X-Token', 'content-type', 'Content-Type', '*']),
      ExposeHeaders: fc.subarray(['x-total', 'ETag']),
      MaxAge: fc.constantFrom(0, 600),
      AllowCredentials: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .chain((rest) =>
    fc
      .oneof(
        // Without any origin, or with both, the program ends at its start.
        fc.constant({ AllowAllOrigins: true }),
        fc.subarray(ORIGINS, { minLength: 1 }).map((AllowOrigins) => ({ AllowOrigins })),
        fc.constant({ AllowOrigins: ['http://other.example', '*'] }),
      )
      .map((origins) => ({ ...rest, ...origins })),
  );

const LIBRARY_FILE = `${GOCODE}/src/github.com/gin-contrib/cors/cors.go`;

/** Gin with gin-contrib/cors. */
export const ginCors: LabStack = {
  id: 'gin-cors',
  stack: 'gin-cors',
  proofOnly: true,
  version: async () =>
    `gin-contrib/cors ${await debianVersion('golang-github-gin-contrib-cors-dev')}`,
  ready: debianReady(
    ['golang-go', 'golang-github-gin-contrib-cors-dev'],
    ['/usr/bin/go', LIBRARY_FILE],
  ),
  project: ({ port }, lab) => ({ 'main.go': program(lab, port) }),
  build: goBuild(() => GOCODE),
  command: goProgram,
  failures: {
    'nothing-configured': { cors: '', unrecognised: true },
    'origin-not-listed': {
      cors: used('AllowOrigins: []string{"https://app.example"}'),
      unrecognised: true,
    },
    'origin-misspelled': {
      cors: used('AllowOrigins: []string{"{page}/"}'),
      unrecognised: true,
    },
    'wildcard-with-credentials': {
      cors: used('AllowAllOrigins: true, AllowCredentials: true'),
      unrecognised: true,
    },
    'credentials-not-allowed': { cors: used(USUAL), unrecognised: true },
    'method-not-allowed': { cors: used(USUAL) },
    'header-not-allowed': { cors: used(USUAL) },
    'expose-missing': { cors: used(USUAL), unrecognised: true },
    'error-without-headers': {
      cors: used(USUAL),
      before: first('/api/boom', 'c.Status(500)'),
      unrecognised: true,
    },
    redirect: {
      cors: used(USUAL),
      before: first('/api/redirect', 'c.Redirect(302, "/api/data")'),
      unrecognised: true,
    },
    'two-layers': 'the middleware sets its headers: a second line is a proxy’s',
  },
  paste: goPaste((text, code) => insertBelow(text, ENGINE, code)),
  model: labModel<GinCorsConfig>({
    settings,
    project: ({ port }, all) => ({
      'main.go': [
        'package main',
        '',
        ...IMPORTS,
        LIBRARY,
        'import "net/http"',
        ROUTES,
        'func under(prefix string, config cors.Config) {',
        '\tr := gin.New()',
        '\tr.Use(gin.Recovery(), cors.New(config))',
        '\troutes(r)',
        '\thttp.Handle(prefix+"/", http.StripPrefix(prefix, r))',
        '}',
        '',
        'func main() {',
        '\tgin.SetMode(gin.ReleaseMode)',
        ...all.map((one, index) => `\tunder("/${index}", ${literal(one)})`),
        `\thttp.ListenAndServe("127.0.0.1:${port}", nil)`,
        '}',
        '',
      ].join('\n'),
    }),
    answer: (config, request) =>
      ginCorsModel(config, labRoutes({ options: 404, method: 404 }))(request),
  }),
};
