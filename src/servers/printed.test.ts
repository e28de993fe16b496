import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../model/header-list.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import type { SeenAnswer } from '../model/seen-server.ts';
import { stacks } from './index.ts';
import { type Snippet, snippetText } from './kit/stack.ts';

/** The exact pasted text. */

const PAGE = 'http://localhost:3000' as SerializedOrigin;
const SERVER = 'http://localhost:8000' as SerializedOrigin;

const required: AnswerRequirement = {
  server: SERVER,
  url: `${SERVER}/api/data`,
  method: 'PUT',
  origin: PAGE,
  origins: [PAGE],
  credentials: true,
  methods: ['PUT'],
  headers: ['content-type', 'x-token'],
  expose: ['x-total'],
  preflight: true,
};

function printed(id: string, answers: readonly SeenAnswer[] = []): Snippet {
  const stack = stacks.find((one) => one.id === id);
  const [first] = stack?.remedy(required, { server: SERVER, answers })?.snippets ?? [];
  if (first === undefined) throw new Error(`nothing for ${id}`);
  return first;
}

const answered = (headers: HeaderList): SeenAnswer => ({
  kind: 'preflight',
  url: `${SERVER}/api/data`,
  method: 'OPTIONS',
  requestHeaders: [['Origin', 'https://app.example']],
  status: 200,
  headers: [['Access-Control-Allow-Origin', 'https://app.example'], ...headers],
  at: 0,
});

/** Everything that the stack prints for one file. */
function printedIn(
  id: string,
  file: string,
  answers: readonly SeenAnswer[] = [],
  part: Partial<AnswerRequirement> = {},
): string {
  const stack = stacks.find((one) => one.id === id);
  const asked = { ...required, ...part };
  const snippets = stack?.remedy(asked, { server: SERVER, answers })?.snippets ?? [];
  return snippets
    .filter((one) => one.file === file)
    .map(snippetText)
    .join('');
}

test('FastAPI: app stays what it is, so that fastapi dev and fastapi run find it', () => {
  expect(printedIn('fastapi', 'main.py')).toBe(`\
from fastapi.middleware.cors import CORSMiddleware
app.add_middleware(
    CORSMiddleware,
    allow_origins=["http://localhost:3000"],
    allow_credentials=True,
    allow_methods=["GET", "PUT"],
    allow_headers=["x-token"],
    expose_headers=["x-total"],
)
`);
});

test('FastAPI: only around the whole app does an unhandled error get the headers', () => {
  const boom = answered([]);
  const error = { ...boom, kind: 'actual', method: 'PUT', status: 500, headers: [] } as const;
  const text = printedIn('fastapi', 'main.py', [error]);
  expect(text).toContain('app = CORSMiddleware(\n    app,\n');
  expect(text).not.toContain('add_middleware');
  const elsewhere = { ...error, url: `${SERVER}/api/other` };
  expect(printedIn('fastapi', 'main.py', [elsewhere])).toContain('app.add_middleware(');
  const around: HeaderList = [['Access-Control-Allow-Origin', 'http://localhost:3000']];
  const plain: HeaderList = [...around, ['Content-Type', 'text/plain; charset=utf-8']];
  const ofStarlette: HeaderList = [...plain, ['Content-Length', '21']];
  expect(printedIn('fastapi', 'main.py', [{ ...error, headers: ofStarlette }])).toContain(
    'app = CORSMiddleware(\n    app,\n',
  );
  const raised: HeaderList = [...around, ['Content-Type', 'application/json']];
  for (const headers of [raised, [...plain, ['Content-Length', '4']] as HeaderList]) {
    expect(printedIn('fastapi', 'main.py', [{ ...error, headers }])).toContain(
      'app.add_middleware(',
    );
  }
});

test('Laravel: only the entries that change, and not those that allow everything already', () => {
  expect(printedIn('laravel', 'config/cors.php')).toBe(`\
    'allowed_origins' => ['http://localhost:3000'],
    'supports_credentials' => true,
    'exposed_headers' => ['x-total'],
`);
  const listing = answered([
    ['Access-Control-Allow-Methods', 'GET'],
    ['Access-Control-Allow-Headers', 'x-other'],
  ]);
  const path = { url: `${SERVER}/v1/data`, expose: [], credentials: false };
  expect(printedIn('laravel', 'config/cors.php', [listing], path)).toBe(`\
    'paths' => ['api/*', 'sanctum/csrf-cookie', 'v1/*'],
    'allowed_origins' => ['http://localhost:3000'],
    'allowed_methods' => ['GET', 'PUT'],
    'allowed_headers' => ['x-other', 'content-type', 'x-token'],
`);
});

test('Rails: an initializer without simple headers', () => {
  expect(snippetText(printed('rack-cors'))).toBe(`\
Rails.application.config.middleware.insert_before 0, Rack::Cors do
  allow do
    origins "http://localhost:3000"
    resource "/*",
      credentials: true,
      methods: [:get, :put],
      headers: ["x-token"],
      expose: ["x-total"]
  end
end
`);
});

test('rs/cors: the library’s own lists stay, and the needed ones are added', () => {
  expect(snippetText(printed('rs-cors'))).toBe(`\
handler = cors.New(cors.Options{
	AllowedOrigins:   []string{"http://localhost:3000"},
	AllowCredentials: true,
	AllowedMethods:   []string{"GET", "POST", "HEAD", "PUT"},
	AllowedHeaders:   []string{"accept", "content-type", "x-requested-with", "x-token"},
	ExposedHeaders:   []string{"x-total"},
}).Handler(handler)
`);
});

test('gin: added to its default config', () => {
  expect(snippetText(printed('gin-cors'))).toBe(`\
corsConfig := cors.DefaultConfig()
corsConfig.AllowOrigins = []string{"http://localhost:3000"}
corsConfig.AllowCredentials = true
corsConfig.AllowHeaders = []string{"origin", "content-length", "content-type", "x-token"}
corsConfig.ExposeHeaders = []string{"x-total"}
r.Use(cors.New(corsConfig))
`);
});

test('Spring: simple methods are listed too, because the filter checks every request', () => {
  const text = snippetText(printed('spring-cors-filter'));
  expect(text).toContain('config.setAllowedMethods(Arrays.asList("GET", "HEAD", "POST", "PUT"));');
  expect(text).toContain('config.setAllowedHeaders(Arrays.asList("content-type", "x-token"));');
  expect(text).toContain('config.setAllowCredentials(true);');
});

test('Spring Boot: fewer methods than its default are listed too', () => {
  const seen = answered([['Access-Control-Allow-Methods', 'GET']]);
  expect(snippetText(printed('spring-boot', [seen]))).toContain('.allowedMethods("GET", "PUT")');
});

test('Tomcat: an init-param for each list', () => {
  const text = snippetText(printed('tomcat-cors-filter'));
  expect(text).toContain(`\
    <param-name>cors.allowed.methods</param-name>
    <param-value>GET,POST,HEAD,OPTIONS,PUT</param-value>
`);
  expect(text).toContain('<param-value>http://localhost:3000</param-value>');
});

/** nginx needs two files: the maps, then the directives. */
const nginxLines = (
  answers: readonly SeenAnswer[] = [],
  origin: SerializedOrigin = PAGE,
): readonly string[] => {
  const nginx = stacks.find(({ id }) => id === 'nginx');
  const asked = { ...required, origin, origins: [origin] };
  const remedy = nginx?.remedy(asked, { server: SERVER, answers });
  return (remedy?.snippets ?? []).map(snippetText);
};

test('nginx: a map lists the origins, and an empty variable sends no header', () => {
  expect(nginxLines()).toEqual([
    `\
map $http_origin $cors_origin {
    "http://localhost:3000" $http_origin;
}
map $cors_origin $cors_credentials {
    "~." "true";
}
map $cors_origin $cors_methods {
    "~." "PUT";
}
map $cors_origin $cors_headers {
    "~." "content-type, x-token";
}
map $cors_origin $cors_expose {
    "~." "x-total";
}
map "$cors_origin $request_method $http_access_control_request_method" $cors_preflight {
    "~^[^ ]+ OPTIONS ." 1;
}
`,
    `\
add_header Access-Control-Allow-Origin $cors_origin always;
add_header Access-Control-Allow-Credentials $cors_credentials always;
add_header Access-Control-Allow-Methods $cors_methods always;
add_header Access-Control-Allow-Headers $cors_headers always;
add_header Access-Control-Expose-Headers $cors_expose always;
add_header Vary Origin always;
if ($cors_preflight) {
    return 204;
}
`,
  ]);
});

test('nginx: CORS headers of an application behind it are hidden', () => {
  expect(nginxLines([answered([])])[1]).toMatch(/^proxy_hide_header Access-Control-Allow-Origin;/);
});

test('nginx: a long origin gets room in the map', () => {
  const long = `https://${'a'.repeat(60)}.example` as SerializedOrigin;
  expect(nginxLines([], long)[0]).toMatch(/^map_hash_bucket_size 512;\n/);
});

test('Apache: the origins are a word list, and each line has its condition', () => {
  const listed = `"expr=%{req:Origin} in ${'$'}{cors_origins}"`;
  expect(snippetText(printed('apache'))).toBe(`\
Define cors_origins "{ 'http://localhost:3000' }"
Header always set Access-Control-Allow-Origin "expr=%{req:Origin}" ${listed}
Header always set Access-Control-Allow-Credentials "true" ${listed}
Header always set Access-Control-Allow-Methods "PUT" ${listed}
Header always set Access-Control-Allow-Headers "content-type, x-token" ${listed}
Header always set Access-Control-Expose-Headers "x-total" ${listed}
Header always merge Vary Origin
RewriteEngine On
RewriteCond expr "%{req:Origin} in ${'$'}{cors_origins}"
RewriteCond %{REQUEST_METHOD} =OPTIONS
RewriteCond %{HTTP:Access-Control-Request-Method} .
RewriteRule ^ - [R=204,L]
`);
});

test('Apache: the header of another layer is removed from the other table', () => {
  expect(snippetText(printed('apache', [answered([])]))).toContain(
    'Header unset Access-Control-Allow-Origin "expr=',
  );
});

test('Caddy: two matchers, and nothing is deferred if only Caddy sends CORS headers', () => {
  expect(snippetText(printed('caddy'))).toBe(`\
@cors_origin {
	header Origin "http://localhost:3000"
}
@cors_preflight {
	method OPTIONS
	header Access-Control-Request-Method *
	header Origin "http://localhost:3000"
}
header +Vary Origin
header @cors_origin {
	Access-Control-Allow-Origin "{http.request.header.Origin}"
	Access-Control-Allow-Credentials "true"
	Access-Control-Expose-Headers "x-total"
}
handle @cors_preflight {
	header Access-Control-Allow-Methods "PUT"
	header Access-Control-Allow-Headers "content-type, x-token"
	respond 204
}
`);
});

test('Caddy: if another layer sends CORS headers, the header is deferred', () => {
  expect(snippetText(printed('caddy', [answered([])]))).toContain('\tdefer\n');
});

/** A GET that needs no preflight. */
const SIMPLE = { method: 'GET', methods: [], headers: [], expose: [], preflight: false } as const;

describe('for one simple request, preflights stay with what answers them now', () => {
  test.each([
    ['node-http', 'server.js'],
    ['nextjs', 'proxy.ts'],
    ['cloudflare-workers', 'src/index.js'],
    ['supabase-functions', 'index.ts'],
    ['netlify', 'netlify/edge-functions/cors.ts'],
    ['deno-deploy', 'main.ts'],
    ['sveltekit', 'src/hooks.server.ts'],
    ['astro', 'src/middleware.ts'],
    ['aws-api-gateway-rest', 'index.mjs'],
    ['nitro', 'server/middleware/cors.ts'],
    ['php', 'index.php'],
    ['nginx', 'conf.d/cors.conf'],
    ['nginx', 'site configuration'],
    ['apache', 'virtual host'],
    ['caddy', 'Caddyfile'],
  ])('%s, %s', (id, file) => {
    const OPTIONS = /OPTIONS|204|preflight|handleCors/;
    expect(printedIn(id, file)).toMatch(file === 'site configuration' ? /204/ : OPTIONS);
    expect(printedIn(id, file, [], SIMPLE)).not.toMatch(OPTIONS);
    expect(printedIn(id, file, [], SIMPLE)).not.toBe('');
    const listing = answered([['Access-Control-Allow-Methods', 'GET, PUT']]);
    expect(printedIn(id, file, [listing], SIMPLE)).toMatch(OPTIONS);
  });
});

test('Vercel: a rule for one simple request, and code only where preflights are answered', () => {
  const rules = JSON.parse(printedIn('vercel', 'vercel.json', [], SIMPLE)).headers;
  expect(rules[1]).toEqual({
    source: '/(.*)',
    has: [{ type: 'header', key: 'Origin', value: '^http:\\/\\/localhost:3000$' }],
    headers: [
      { key: 'Access-Control-Allow-Origin', value: PAGE },
      { key: 'Access-Control-Allow-Credentials', value: 'true' },
    ],
  });
  const listing = answered([['Access-Control-Allow-Methods', 'GET, PUT']]);
  for (const [answers, part] of [[[], {}] as const, [[listing], SIMPLE] as const]) {
    expect(printedIn('vercel', 'vercel.json', answers, part)).toBe('');
    expect(printedIn('vercel', 'middleware.ts', answers, part)).toMatch(/preflight/);
  }
});

test('S3: one rule, as JSON that the console accepts', () => {
  expect(JSON.parse(snippetText(printed('amazon-s3')))).toEqual([
    {
      AllowedOrigins: ['http://localhost:3000'],
      AllowedMethods: ['PUT'],
      AllowedHeaders: ['content-type', 'x-token'],
      ExposeHeaders: ['x-total'],
    },
  ]);
});

test.each(['rack-cors', 'rs-cors', 'gin-cors', 'spring-cors-filter', 'amazon-s3'])(
  '%s: allowed methods and headers stay, and no unknown site is added',
  (id) => {
    const text = snippetText(
      printed(id, [
        answered([
          ['Access-Control-Allow-Methods', 'GET, DELETE'],
          ['Access-Control-Allow-Headers', 'X-Other'],
          ['Access-Control-Max-Age', '600'],
        ]),
      ]),
    );
    for (const kept of [/DELETE|:delete/, /"x-other"/i, /600/]) expect(text).toMatch(kept);
    expect(text).not.toContain('app.example');
  },
);

/** Commands that are pasted into whichever shell the reader uses. */
const PASTED: readonly (readonly [id: string, server: string])[] = [
  ['aws-api-gateway-http', 'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com'],
  ['azure-functions', 'https://shop.azurewebsites.net'],
];

/** Everything that the stack prints for a terminal; null if it offers nothing. */
function pasted(id: string, change: Partial<AnswerRequirement>): string | null {
  const server = PASTED.find(([known]) => known === id)?.[1] as SerializedOrigin;
  const changed = { ...required, server, url: `${server}/api/data`, expose: [], ...change };
  const stack = stacks.find((one) => one.id === id);
  const snippets = stack?.remedy(changed, { server, answers: [] })?.snippets ?? null;
  return snippets === null ? null : snippets.map(snippetText).join('\n');
}

test.each(PASTED)('%s: no origin is printed that a shell could misread', (id) => {
  const asking = (origin: string) => ({
    origins: [required.origin, origin as SerializedOrigin],
  });
  expect(pasted(id, asking('https://other.example'))).toContain('https://other.example');
  expect(pasted(id, asking('https://a&calc&b')) ?? '').not.toMatch(/calc|&/);
});

test('a header name that a shell could misread is in no command', () => {
  expect(pasted('aws-api-gateway-http', { headers: ['x-token'] })).toContain('"x-token"');
  expect(pasted('aws-api-gateway-http', { headers: ["x'|calc|'y"] })).toBeNull();
  expect(pasted('aws-api-gateway-http', { headers: ['x-%path%'] })).toBeNull();
});

test('no server prints anything invisible, whatever the URL contains', () => {
  const url = `${SERVER}/a\u200b';pwned;?q=\\\u202e`;
  const hostile = { ...required, url, headers: ["x'|calc|'y"], expose: ['x-%path%'] };
  const texts = stacks.flatMap((stack) => {
    const remedy = stack.remedy(hostile, { server: SERVER, answers: [] });
    if (remedy === null) return [];
    const { snippets, client, test: check } = remedy;
    return [...snippets, ...client, ...(check === null ? [] : [check])].map(snippetText);
  });
  expect(texts.length).toBeGreaterThan(stacks.length);
  for (const text of texts) {
    expect(text).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u);
  }
});

test('Apache: a percent sign is not a format', () => {
  const stack = stacks.find(({ id }) => id === 'apache');
  const asked = { ...required, headers: ['x-%s'] };
  const [first] = stack?.remedy(asked, { server: SERVER, answers: [] })?.snippets ?? [];
  expect(first && snippetText(first)).toContain('Access-Control-Allow-Headers "x-%%s"');
});

test.each(['aws-api-gateway-http', 'cloudfront', 'amazon-s3'])('%s: no list is empty', (id) => {
  const stack = stacks.find((one) => one.id === id);
  const asked = { ...required, methods: [], headers: [], expose: [], preflight: false };
  const answers = ['', '*'].map((value) =>
    answered([
      ['Access-Control-Allow-Headers', value],
      ['Access-Control-Expose-Headers', value],
      ['Access-Control-Allow-Methods', value],
    ]),
  );
  for (const one of answers) {
    const remedy = stack?.remedy({ ...asked, method: 'GET' }, { server: SERVER, answers: [one] });
    const text = remedy?.snippets.map(snippetText).join('\n');
    expect(text).toContain('http://localhost:3000');
    expect(text).not.toMatch(/\[\]|(Items| {2}Allow\w+| {2}Expose\w+):\n(?! *- )/);
  }
});
