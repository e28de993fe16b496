import fc from 'fast-check';
import { expect, test } from 'playwright/test';
import type { HeaderList } from '../src/model/header-list.ts';
import type { Application, ServerAnswer, ServerRequest } from '../src/servers/kit/stack.ts';
import { readConfiguration } from '../src/servers/nginx/file/configuration.ts';
import { traced } from '../src/servers/nginx/file/trace.ts';
import { ask } from '../tools/real-servers/ask.ts';
import { debianReady } from '../tools/real-servers/debian.ts';
import { nginxCommand, nginxProject, nginxTest } from '../tools/real-servers/own-files/nginx.ts';
import { UPSTREAM } from '../tools/real-servers/own-files/run-case.ts';
import { startServer, writeFiles } from '../tools/real-servers/server-process.ts';

/**
 * Random configurations: the reader of nginx's own files must say what the real nginx answers.
 * `SEED` and `SITES` choose others, and more of them.
 */

const { SEED = '1', SITES = '40' } = process.env;
const ready = debianReady(
  ['nginx', 'libnginx-mod-http-headers-more-filter'],
  ['/usr/sbin/nginx', '/usr/lib/nginx/modules/ngx_http_headers_more_filter_module.so'],
);

const PAGE = 'https://app.example';
const ORIGINS = [PAGE, 'https://sub.app.example', 'http://other.example'];

const value = fc.constantFrom(
  '"https://app.example"',
  "'*'",
  '$http_origin',
  '$listed',
  '"$flag"',
  '"$request_method-$flag"',
  '$uri',
  '"$1"',
  '""',
);
const header = fc
  .tuple(
    fc.constantFrom(
      'Access-Control-Allow-Origin',
      'X-One',
      "'Vary'",
      'access-control-allow-methods',
    ),
    value,
    fc.boolean(),
  )
  .map(([name, text, always]) => `add_header ${name} ${text}${always ? ' always' : ''};`);
const more = fc
  .tuple(
    fc.constantFrom('Access-Control-Allow-Origin', 'X-One'),
    fc.constantFrom('a', '$listed', ''),
  )
  .map(([name, text]) => `more_set_headers '${name}: ${text}';`);
const condition = fc.constantFrom(
  '$request_method = OPTIONS',
  "$request_method = 'POST'",
  '$request_method != "GET"',
  '$http_origin',
  '$flag',
  '$http_origin ~ ^https://app',
  '$http_origin ~* "^HTTPS://(sub|www)\\.app\\.example$"',
  '$http_origin !~ app',
  '$listed = $http_origin',
  '$uri ~ ^/api/(\\w+)',
  '$args = "a=1"',
);
const rewriting = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('set $flag on;', 'set $flag 0;', 'set $flag "$http_origin";'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('return 204;', 'return 403;', 'return 200 "x";', 'break;'),
  },
);
const guarded = (inner: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(condition, fc.array(inner, { minLength: 1, maxLength: 3 }))
    .map(([text, lines]) => `if (${text}) { ${lines.join(' ')} }`);
const shared = fc.oneof(header, header, more);
const inLocation = fc.oneof(
  header,
  header,
  more,
  rewriting,
  guarded(fc.oneof(shared, rewriting)),
  guarded(fc.oneof(shared, rewriting)),
);
const limits = fc.constantFrom(
  '',
  '',
  '',
  'limit_except GET { deny all; }',
  'auth_basic "Staff"; auth_basic_user_file /etc/nginx/htpasswd;',
  'deny all;',
  'error_page 403 404 405 = @named;',
  'error_page 403 401 404 500 /api/error;',
  'proxy_intercept_errors on;',
  'proxy_hide_header access-control-allow-origin;',
  'rewrite ^/api/(.*)$ /other/$1 last;',
  'rewrite ^/api/(.*)$ /other/$1 break;',
  'rewrite ^/data$ /api/data permanent;',
);
const once = fc.oneof(fc.constant(PASS()), fc.constant(PASS()), fc.constant('return 200 "own";'));

function PASS(): string {
  return 'proxy_pass http://application;';
}

const path = fc.constantFrom(
  '/api/',
  '/api/data',
  '= /api/data',
  '^~ /api/d',
  '~ ^/api/([a-z]+)$',
  '~* \\.JSON$',
  '/other/',
);
const leaf = fc.record({
  path,
  lines: fc.array(inLocation, { maxLength: 4 }),
  limit: limits,
  end: once,
});
type Leaf = {
  readonly path: string;
  readonly lines: readonly string[];
  readonly limit: string;
  readonly end: string;
};
const text = ({ path: head, lines, limit, end }: Leaf, inner: readonly string[] = []): string =>
  `location ${head} {\n${[...lines, limit, ...inner, end].join('\n')}\n}`;
const location = fc
  .tuple(leaf, fc.array(leaf, { maxLength: 1 }))
  .map(([outer, [nested]]): [string, string] => [
    outer.path,
    // Only a prefix may hold others, which start like it.
    nested === undefined || outer.path !== '/api/' || /other/.test(nested.path)
      ? text(outer)
      : text(outer, [text(nested)]),
  ]);
const site = fc
  .tuple(
    fc.array(shared, { maxLength: 3 }),
    fc.array(guarded(rewriting), { maxLength: 1 }),
    fc.uniqueArray(location, { maxLength: 4, selector: ([head]) => head }),
    fc.array(inLocation, { maxLength: 2 }),
  )
  .map(([lines, conditions, locations, last]) => [
    'set $flag "";',
    ...lines,
    ...conditions,
    ...locations.map(([, own]) => own),
    `location / {\n${[...last, PASS()].join('\n')}\n}`,
    `location @named {\n${PASS()}\n}`,
  ]);

const MAP = `map $http_origin $listed {
    default "";
    https://APP.example $http_origin;
    ~^https://(\\w+)\\.app\\.example$ "sub $1";
}
upstream application {
    server application:8000;
}
add_header X-Outer http;`;

const requests = (index: number): readonly ServerRequest[] =>
  ['/api/data', '/api', '/api/x.json', '/other/a?a=1', '/data'].flatMap((own, at) =>
    ['GET', 'OPTIONS', 'POST'].map((method, turn) => ({
      method,
      url: `http://site${index}.example${own}`,
      headers: [['Origin', ORIGINS[(at + turn + index) % ORIGINS.length] ?? PAGE]] as HeaderList,
    })),
  );

const OWN = /^(?:access-control-|x-one$|x-outer$|vary$|location$)/i;

const comparable = ({ status, headers }: ServerAnswer) => ({
  status,
  headers: headers
    .filter(([name]) => OWN.test(name))
    .map(([name, own]) =>
      name.toLowerCase() === 'location'
        ? `location: ${own.replace(/^https?:\/\/[^/]+/, '')}`
        : `${name.toLowerCase()}: ${own}`,
    )
    .toSorted(),
});

for (const [turn, status] of [200, 404, 500].entries()) {
  test(`the model says what nginx answers in front of an application with ${status}`, async () => {
    const missing = await ready();
    test.skip(missing !== null, missing ?? '');
    test.setTimeout(240_000);
    const sites = fc.sample(site, { seed: Number(SEED) * 10 + turn, numRuns: Number(SITES) });
    const servers = sites.map((lines, index) =>
      ['server {', 'listen 80;', `server_name site${index}.example;`, ...lines, '}'].join('\n'),
    );
    const files = [{ name: 'sites.conf', text: [MAP, ...servers].join('\n') }];
    const behind = { status, options: 405, headers: { 'Access-Control-Allow-Origin': '$origin' } };
    const one = {
      name: 'random',
      stack: 'nginx',
      main: 'sites.conf',
      files,
      environment: {},
      behind,
      request: {
        url: 'http://site0.example/',
        origin: PAGE,
        method: 'GET',
        headers: {},
        credentials: false,
      },
      refused: { cause: '', phase: 'actual' },
      reads: {},
      faults: [],
    } as const;
    const application: Application = (request) => ({
      status: request.method === 'OPTIONS' ? 405 : status,
      headers: request.headers.map(([, origin]) => ['Access-Control-Allow-Origin', origin]),
    });
    const configuration = readConfiguration(files);
    if (configuration === null) throw new Error('the files were not read');
    const server = await startServer({
      name: 'nginx',
      prepare: async (place) => {
        const project = nginxProject(one, files, place);
        await writeFiles(place.folder, project);
        expect(nginxTest(place.folder)).toBe('');
      },
      command: (place) => nginxCommand(one, UPSTREAM, place),
    });
    try {
      let [compared, unknown] = [0, 0];
      const different: object[] = [];
      for (const index of sites.keys()) {
        for (const request of requests(index)) {
          const trace = traced(configuration, request, application);
          if (trace === null) throw new Error('no server was found');
          if (trace.because.length > 0) {
            unknown += 1;
            continue;
          }
          // Which files are there, the model cannot know.
          if (trace.by === null && trace.answer.status !== 405) continue;
          const [own, real] = [trace.answer, await ask(server.port, request)].map(comparable);
          if (JSON.stringify(own) !== JSON.stringify(real)) {
            different.push({ request, own, real, site: servers[index] ?? '' });
          }
          compared += 1;
        }
      }
      expect(different.slice(0, 2)).toEqual([]);
      console.log(`${compared} responses compared, ${unknown} unknown`);
      expect(unknown).toBeLessThan(compared / 10);
    } finally {
      await server.stop();
    }
  });
}
