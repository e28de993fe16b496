import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../model/header-list.ts';
import type { SerializedOrigin } from '../model/origin.ts';
import type { SeenAnswer, SeenServer } from '../model/seen-server.ts';
import { stacks } from './index.ts';

/** With this confidence or more, a stack counts as detected. */
const DETECTED = 0.5;

type Image = Partial<Pick<SeenAnswer, 'kind' | 'url' | 'status' | 'requestHeaders'>> & {
  readonly headers: HeaderList;
};

const observed = ({ headers, ...image }: Image): SeenServer => ({
  server: 'https://api.example' as SerializedOrigin,
  answers: [
    {
      kind: 'actual',
      url: 'https://api.example/items',
      method: image.kind === 'preflight' ? 'OPTIONS' : 'GET',
      requestHeaders: [['Origin', 'https://app.example']],
      status: 200,
      ...image,
      headers,
      at: 0,
    },
  ],
});

/** The default headers of Spring Security. */
const SECURED_BY_SPRING: HeaderList = [
  ['X-XSS-Protection', '0'],
  ['Cache-Control', 'no-cache, no-store, max-age=0, must-revalidate'],
  ['X-Frame-Options', 'DENY'],
  ['X-Content-Type-Options', 'nosniff'],
];

/** The detected stacks, the surest first. */
const detected = (image: Image): readonly string[] =>
  stacks
    .map(({ id, detect }) => ({ id, confidence: detect(observed(image)).confidence }))
    .filter(({ confidence }) => confidence >= DETECTED)
    .toSorted((a, b) => b.confidence - a.confidence)
    .map(({ id }) => id);

test('json-server 0.17 shows itself before Express, in which it runs', () => {
  const headers: HeaderList = [
    ['X-Powered-By', 'Express'],
    ['Cache-Control', 'no-cache'],
    ['Pragma', 'no-cache'],
    ['Expires', '-1'],
    ['X-Content-Type-Options', 'nosniff'],
  ];
  expect(detected({ headers })).toEqual(['json-server', 'express-cors']);
});

describe('a server that identifies itself is detected', () => {
  test.each<[string, Image]>([
    ['aspnet-core', { headers: [['Server', 'Kestrel']] }],
    [
      'aspnet-core',
      {
        headers: [
          [
            'WWW-Authenticate',
            `Bearer error="invalid_token", error_description="The token expired at '03/26/2026 10:00:00'"`,
          ],
        ],
      },
    ],
    ['nextjs', { headers: [['X-Powered-By', 'Next.js']] }],
    ['nextjs', { headers: [['Vary', 'RSC, Next-Router-State-Tree, Next-Router-Prefetch']] }],
    ['nitro', { headers: [['X-Powered-By', 'Nuxt']] }],
    ['immich', { headers: [['X-Immich-Cid', 'l0a8']] }],
    ['docker-registry', { headers: [['Docker-Distribution-Api-Version', 'registry/2.0']] }],
    ['matomo', { headers: [['X-Matomo-Request-Id', '0a']] }],
    ['payload', { headers: [['X-Powered-By', 'Next.js, Payload']] }],
    ['azure-front-door', { headers: [['X-Azure-Ref', '0a']] }],
    [
      'serve',
      {
        headers: [
          ['Content-Disposition', 'inline; filename="a.json"'],
          ['Accept-Ranges', 'bytes'],
          ['ETag', `"${'0a'.repeat(20)}"`],
        ],
      },
    ],
    ['kibana', { headers: [['Kbn-Name', 'fox']] }],
    ['http-server', { headers: [['ETag', 'W/"5942076-8-2026-11-30T19:19:37.655Z"']] }],
    [
      'json-server',
      {
        headers: [
          ['X-Powered-By', 'tinyhttp'],
          ['Access-Control-Allow-Origin', '*'],
          ['Access-Control-Allow-Methods', 'GET, HEAD, PUT, PATCH, POST, DELETE'],
        ],
      },
    ],
    ['keystone', { headers: [['Set-Cookie', 'keystonejs-session=0a']] }],
    ['tyk', { status: 401, headers: [['X-Generator', 'tyk.io']] }],
    ['netdata', { headers: [['Server', 'Netdata Embedded HTTP Server v1.44.0']] }],
    ['servarr', { headers: [['X-Application-Version', '4.0.9.2244']] }],
    ['tautulli', { url: 'http://192.168.1.2:8181/api/v2?apikey=k&cmd=get_activity', headers: [] }],
    [
      'wpgraphql',
      {
        url: 'https://cms.example/graphql',
        headers: [
          ['Access-Control-Allow-Headers', 'Authorization, Content-Type'],
          ['Access-Control-Max-Age', '600'],
          ['X-Robots-Tag', 'noindex'],
        ],
      },
    ],
    ['unleash', { url: 'https://flags.example/api/client/features', headers: [] }],
    ['casdoor', { url: 'https://door.example/api/login/oauth/access_token', headers: [] }],
    ['zitadel', { url: 'https://fox-1.zitadel.cloud/oauth/v2/token', headers: [] }],
    ['jetty', { url: 'http://localhost:8983/solr/admin/cores', headers: [] }],
    ['clerk', { url: 'https://fox-1.clerk.accounts.dev/v1/client', headers: [] }],
    ['hugging-face-spaces', { url: 'https://fox-chat.hf.space/config', headers: [] }],
    [
      'cloudflare',
      {
        headers: [
          ['CF-Ray', '8f1c2d3e4f5a6b7c-FRA'],
          ['CF-Cache-Status', 'HIT'],
        ],
      },
    ],
    ['traefik', { status: 401, headers: [['WWW-Authenticate', 'Basic realm="traefik"']] }],
    ['chroma', { headers: [['Chroma-Trace-Id', '0a']] }],
    ['ipfs-kubo', { headers: [['Server', 'kubo/0.32.1']] }],
    ['discourse', { headers: [['X-Discourse-Route', 'list/latest']] }],
    ['salesforce', { headers: [['X-Sfdc-Request-Id', '0a']] }],
    ['cloudflare-access', { status: 403, headers: [['CF-Access-Domain', 'api.example']] }],
    ['php', { headers: [['X-Powered-By', 'PHP/8.3.6']] }],
    ['aws-api-gateway-http', { headers: [['Apigw-Requestid', 'QaZ1jgqNoAMEM8g=']] }],
    ['aws-api-gateway-rest', { headers: [['x-amz-apigw-id', 'QaZ1jgqNoAMEM8g=']] }],
    [
      'cloudfront',
      {
        headers: [
          ['X-Amz-Cf-Id', 'tX1'],
          ['Via', '1.1 a.cloudfront.net'],
        ],
      },
    ],
    [
      'google-cloud-storage',
      {
        headers: [
          ['X-GUploader-UploadID', 'AB'],
          ['Server', 'UploadServer'],
        ],
      },
    ],
    ['express-cors', { headers: [['X-Powered-By', 'Express']] }],
    ['fastify-cors', { headers: [['Keep-Alive', 'timeout=72']] }],
  ])('%s', (id, image) => {
    expect(detected(image)).toEqual([id]);
  });

  test.each([
    [
      'laravel',
      [
        ['X-Powered-By', 'PHP/8.3.6'],
        ['Set-Cookie', 'laravel_session=x; path=/'],
      ],
    ],
    [
      'laravel',
      [
        ['X-Powered-By', 'PHP/8.3.6'],
        ['X-RateLimit-Limit', '60'],
      ],
    ],
    ['spring-security', SECURED_BY_SPRING],
  ] as const)('%s, before the software that it is built on', (id, headers) => {
    expect(detected({ headers })[0]).toBe(id);
  });
});

test('PHP below Laravel or Symfony is not sent headers by hand', () => {
  const headers: HeaderList = [
    ['X-Powered-By', 'PHP/8.3.6'],
    ['Cache-Control', 'no-cache, private'],
  ];
  expect(detected({ headers })).not.toContain('php');
});

const ALLOWED: HeaderList = [['Access-Control-Allow-Origin', 'https://app.example']];
const PREFLIGHT_VARY = [
  'Origin',
  'Access-Control-Request-Method',
  'Access-Control-Request-Headers',
];
const THREE_VARY_LINES: HeaderList = PREFLIGHT_VARY.map((name) => ['Vary', name]);

/** As measured on the running servers, with refusals. */
describe('an answer that only one server sends identifies it', () => {
  test.each<[string, string, Image]>([
    [
      'dify',
      'its version and its environment',
      {
        headers: [
          ['X-Version', '1.4.0'],
          ['X-Env', 'PRODUCTION'],
        ],
      },
    ],
    [
      'gitea',
      'no cookie',
      {
        url: 'https://git.example/api/v1/user',
        headers: [['Cache-Control', 'max-age=0, private, must-revalidate, no-transform']],
      },
    ],
    [
      'fusionauth',
      'a cookie',
      {
        url: 'https://id.example/oauth2/token',
        headers: [['Set-Cookie', 'fusionauth.sso=0; Path=/']],
      },
    ],
    [
      'octoprint',
      'a cookie',
      {
        url: 'http://printer.example/api/login',
        headers: [['Set-Cookie', 'session_P5000=0; Path=/']],
      },
    ],
    [
      'miniserve',
      'its password',
      {
        url: 'https://files.example/a.bin',
        headers: [['WWW-Authenticate', 'Basic realm="miniserve"']],
      },
    ],
    [
      'sabre-dav',
      'its version',
      { url: 'https://dav.example/dav.php/', headers: [['X-Sabre-Version', '4.4.0']] },
    ],
    [
      'clickhouse',
      'its own headers',
      { url: 'https://db.example/', headers: [['X-ClickHouse-Format', 'JSON']] },
    ],
    [
      'metabase',
      'a cookie',
      {
        url: 'https://bi.example/api/session/properties',
        headers: [['Set-Cookie', 'metabase.DEVICE=0; Path=/']],
      },
    ],
    [
      'airplay-receiver',
      'its name',
      { url: 'http://localhost:5000/api', headers: [['Server', 'AirTunes/675.4.1']] },
    ],
    [
      'mattermost',
      'its version',
      { url: 'https://chat.example/api/v4/users/me', headers: [['X-Version-Id', '9.5.1.0']] },
    ],
    [
      'krakend',
      'its version',
      { url: 'https://api.example/items', headers: [['X-Krakend', 'Version 2.7.0']] },
    ],
    [
      'kafka-rest',
      'its type',
      {
        url: 'https://kafka.example/topics',
        headers: [['Content-Type', 'application/vnd.kafka.v2+json']],
      },
    ],
    [
      'rocket-chat',
      'its instance',
      { url: 'https://chat.example/api/v1/login', headers: [['X-Instance-ID', '0a']] },
    ],
    [
      'rabbitmq',
      'Cowboy behind a name of its own',
      {
        url: 'https://queues.example/api/queues/shop',
        headers: [['Server', 'Cowboy']],
      },
    ],
    [
      'traefik',
      'a preflight that names the lists, and no origin',
      {
        kind: 'preflight',
        headers: [
          ['Access-Control-Allow-Methods', 'GET,POST'],
          ['Access-Control-Max-Age', '100'],
          ['Content-Length', '0'],
        ],
      },
    ],
    [
      'rack-cors',
      'the lists of a preflight on a plain answer, one of them empty',
      {
        headers: [
          ...ALLOWED,
          ['Access-Control-Allow-Methods', 'GET, PUT'],
          ['Access-Control-Expose-Headers', ''],
          ['Access-Control-Max-Age', '7200'],
          ['Vary', 'Origin'],
        ],
      },
    ],
    [
      'rack-cors',
      'Rails',
      {
        headers: [
          ['X-Runtime', '0.004512'],
          ['X-Request-Id', '6e3b1f4c'],
        ],
      },
    ],
    [
      'rs-cors',
      'release 1.11, refusing',
      { kind: 'preflight', status: 204, headers: [['Vary', PREFLIGHT_VARY.join(', ')]] },
    ],
    [
      'rs-cors',
      'release 1.11, allowing',
      {
        kind: 'preflight',
        status: 204,
        headers: [
          ...ALLOWED,
          ['Access-Control-Allow-Methods', 'PUT'],
          ['Access-Control-Allow-Headers', 'content-type,x-token'],
          ['Vary', PREFLIGHT_VARY.join(', ')],
        ],
      },
    ],
    [
      'gin-cors',
      'its own lists, allowing',
      {
        kind: 'preflight',
        status: 204,
        headers: [
          ...ALLOWED,
          ['Access-Control-Allow-Methods', 'GET,POST,PUT'],
          ['Access-Control-Allow-Headers', 'Content-Type,X-Token'],
          ...THREE_VARY_LINES,
        ],
      },
    ],
    [
      'spring-cors-filter',
      'refusing',
      {
        kind: 'preflight',
        status: 403,
        headers: [
          ['Content-Length', '20'],
          ['Server', 'Jetty(9.4.57.v20241219)'],
        ],
      },
    ],
    [
      'tomcat-cors-filter',
      'allowing',
      {
        kind: 'preflight',
        headers: [
          ['Vary', 'origin,access-control-request-method,Access-Control-Request-Headers'],
          ...ALLOWED,
        ],
      },
    ],
    ['istio', 'by name', { headers: [['Server', 'istio-envoy']] }],
    ['kong', 'by name', { headers: [['Via', 'kong/3.4.0']] }],
    ['kong', 'by its latency', { headers: [['X-Kong-Response-Latency', '1']] }],
    ['apisix', 'by name', { headers: [['Server', 'APISIX/3.9.0']] }],
    [
      'varnish',
      'by its request id',
      {
        headers: [
          ['X-Varnish', '32773 32771'],
          ['Via', '1.1 varnish (Varnish/7.1)'],
        ],
      },
    ],
    ['iis', 'by name', { headers: [['Server', 'Microsoft-IIS/10.0']] }],
    ['vercel', 'by its request id', { headers: [['X-Vercel-Id', 'fra1::iad1::x']] }],
    ['netlify', 'by its request id', { headers: [['X-Nf-Request-Id', '01J']] }],
    ['deno-deploy', 'by name', { headers: [['Server', 'deno/gcp-europe-west4']] }],
    ['sveltekit', 'by its header', { headers: [['X-Sveltekit-Page', 'true']] }],
    [
      'cloudflare-access',
      'by its redirect',
      {
        status: 302,
        headers: [['Location', 'https://fox.cloudflareaccess.com/cdn-cgi/access/login/api']],
      },
    ],
    [
      'oauth2-proxy',
      'by its redirect',
      { status: 302, headers: [['Location', '/oauth2/start?rd=%2Fitems']] },
    ],
    [
      'authelia',
      'by its redirect',
      {
        status: 302,
        headers: [['Location', 'https://auth.example/?rd=https%3A%2F%2Fapi.example%2Fa&rm=GET']],
      },
    ],
    [
      'vercel-protection',
      'by its cookie',
      { status: 401, headers: [['Set-Cookie', '_vercel_sso_nonce=x; Path=/; Secure; HttpOnly']] },
    ],
    [
      'github-codespaces',
      'by its refusal',
      { url: 'https://fox-8000.app.github.dev/items', status: 401, headers: [] },
    ],
    ['strapi', 'by name', { headers: [['X-Powered-By', 'Strapi <strapi.io>']] }],
    ['directus', 'by name', { headers: [['X-Powered-By', 'Directus']] }],
    [
      'wordpress',
      'by its link',
      { headers: [['Link', '<https://fox.example/wp-json/>; rel="https://api.w.org/"']] },
    ],
    ['postgrest', 'by name', { headers: [['Server', 'postgrest/12.2.3']] }],
    ['elasticsearch', 'by name', { headers: [['X-elastic-product', 'Elasticsearch']] }],
    ['couchdb', 'by name', { headers: [['Server', 'CouchDB/3.3.3 (Erlang OTP/25)']] }],
    [
      'jupyter',
      'by name and path',
      { url: 'http://localhost:8888/api/kernels', headers: [['Server', 'TornadoServer/6.4.1']] },
    ],
    ['tornado', 'by name', { headers: [['Server', 'TornadoServer/6.4.1']] }],
    ['lighttpd', 'by name', { headers: [['Server', 'lighttpd/1.4.69']] }],
    ['plack', 'by its own server', { headers: [['Server', 'HTTP::Server::PSGI']] }],
    [
      'prometheus',
      'by its address',
      { url: 'http://metrics.example/api/v1/query_range?query=up', headers: [] },
    ],
    ['trpc', 'by its Vary', { headers: [['Vary', 'trpc-accept, accept']] }],
    ['gitea', 'by its cookie', { headers: [['Set-Cookie', 'i_like_gitea=x; Path=/; HttpOnly']] }],
    [
      'cloudflare-challenge',
      'by its challenge',
      { status: 403, headers: [['CF-Mitigated', 'challenge']] },
    ],
    ['influxdb', 'by its version', { headers: [['X-Influxdb-Version', '1.8.3']] }],
    ['appwrite', 'by name', { headers: [['Server', 'Appwrite']] }],
    ['s3-compatible', 'by name', { headers: [['Server', 'SeaweedFS S3 30GB 2.68']] }],
    ['react-router', 'by its data', { headers: [['X-Remix-Response', 'yes']] }],
    [
      'firebase-hosting',
      'by what it varies by',
      { headers: [['Vary', 'x-fh-requested-host, accept-encoding']] },
    ],
    [
      'meilisearch',
      'by its client',
      {
        kind: 'preflight',
        requestHeaders: [['Access-Control-Request-Headers', 'authorization,x-meilisearch-client']],
        headers: [],
      },
    ],
    [
      'google-cloud-run',
      'by its refusal',
      {
        url: 'https://fox-0f-ew.a.run.app/items',
        status: 403,
        headers: [
          ['Server', 'Google Frontend'],
          ['Content-Type', 'text/html; charset=UTF-8'],
        ],
      },
    ],
    [
      'aws-load-balancer',
      'by its redirect',
      {
        status: 302,
        headers: [
          ['Server', 'awselb/2.0'],
          [
            'Location',
            'https://id.example/authorize?redirect_uri=https%3A%2F%2Fa%2Foauth2%2Fidpresponse',
          ],
        ],
      },
    ],
    [
      'odoo',
      'rather than Flask',
      {
        url: 'http://localhost:8069/api/items',
        headers: [['Server', 'Werkzeug/2.0.2 Python/3.10.12']],
      },
    ],
    [
      'moonraker',
      'rather than Tornado',
      { url: 'http://printer.local:7125/server/info', headers: [['Server', 'TornadoServer/6.1']] },
    ],
    ['drupal', 'by name', { headers: [['X-Generator', 'Drupal 10 (https://www.drupal.org)']] }],
    ['aiohttp-cors', 'by name', { headers: [['Server', 'Python/3.11 aiohttp/3.8.4']] }],
    [
      'symfony-nelmio',
      'by its profiler',
      { headers: [['X-Debug-Token-Link', 'https://api.example/_profiler/1a2b3c']] },
    ],
    ['ngrok', 'by its own error', { headers: [['Ngrok-Error-Code', 'ERR_NGROK_6024']] }],
    ['minio', 'by name', { headers: [['Server', 'MinIO']] }],
    ['llama-server', 'by name', { headers: [['Server', 'llama.cpp']] }],
    ['nginx', 'by name', { headers: [['Server', 'nginx/1.22.1']] }],
    ['apache', 'by name', { headers: [['Server', 'Apache/2.4.71 (Debian)']] }],
    ['caddy', 'by name', { headers: [['Server', 'Caddy']] }],
    ['caddy', 'before an application without a name', { headers: [['Via', '1.1 Caddy']] }],
    ['amazon-s3', 'by name', { headers: [['Server', 'AmazonS3']] }],
    [
      'amazon-s3',
      'by what it varies by',
      {
        headers: [
          ...ALLOWED,
          ['Vary', 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method'],
        ],
      },
    ],
  ])('%s: %s', (id, _, image) => {
    expect(detected(image)).toEqual([id]);
  });
});

/** The possible stacks, the surest first. */
const possible = (image: Image): readonly string[] =>
  stacks
    .map(({ id, detect }) => ({ id, confidence: detect(observed(image)).confidence }))
    .filter(({ confidence }) => confidence >= 0.3)
    .toSorted((a, b) => b.confidence - a.confidence)
    .map(({ id }) => id);

describe('a refusal that several servers send detects none for sure', () => {
  test.each<[string, Image]>([
    ['gin-cors', { kind: 'preflight', status: 403, headers: [['Content-Length', '0']] }],
    ['rack-cors', { kind: 'preflight', status: 200, headers: [['Transfer-Encoding', 'chunked']] }],
    [
      'amazon-s3',
      { kind: 'preflight', status: 403, headers: [['Content-Type', 'application/xml']] },
    ],
    ['rs-cors', { kind: 'preflight', headers: [...THREE_VARY_LINES, ['Content-Length', '0']] }],
    ['chi-cors', { kind: 'preflight', headers: [...THREE_VARY_LINES, ['Content-Length', '0']] }],
    [
      'rs-cors',
      {
        status: 404,
        headers: [
          ['Content-Type', 'text/plain; charset=utf-8'],
          ['X-Content-Type-Options', 'nosniff'],
          ['Content-Length', '19'],
        ],
      },
    ],
  ])('%s is among three', (id, image) => {
    expect(detected(image)).toEqual([]);
    expect(possible(image).slice(0, 3)).toContain(id);
  });
});

describe('the defaults of a library identify it', () => {
  test.each([
    ['hono', 'GET,HEAD,PUT,POST,DELETE,PATCH,QUERY', 'Origin, Access-Control-Request-Headers'],
    ['hono', 'GET,HEAD,PUT,POST,DELETE,PATCH', 'Origin, Access-Control-Request-Headers'],
    ['koa-cors', 'GET,HEAD,PUT,POST,DELETE,PATCH', 'Origin'],
  ])('%s: %s', (id, methods, vary) => {
    const headers: HeaderList = [
      ['Access-Control-Allow-Origin', 'https://app.example'],
      ['Access-Control-Allow-Methods', methods],
      ['Vary', vary],
    ];
    expect(detected({ kind: 'preflight', status: 204, headers })).toEqual([id]);
  });
});

test('the headers that hapi exposes by default identify it', () => {
  const headers: HeaderList = [
    ['Access-Control-Allow-Origin', 'https://app.example'],
    ['Access-Control-Expose-Headers', 'WWW-Authenticate,Server-Authorization'],
    ['Vary', 'origin'],
  ];
  expect(detected({ headers })).toEqual(['hapi']);
});

describe('a URL of one provider identifies the server', () => {
  test.each([
    ['cloudflare-workers', 'https://api.someone.workers.dev/items'],
    ['firebase-functions', 'https://us-central1-shop.cloudfunctions.net/items'],
    ['google-cloud-storage', 'https://storage.googleapis.com/pictures/a.png'],
    ['azure-functions', 'https://shop.azurewebsites.net/api/items'],
    ['vite', 'http://localhost:5173/@vite/client'],
    ['ollama', 'http://localhost:11434/api/tags'],
    ['ollama', 'http://192.168.1.7:11434/api/chat'],
    ['lm-studio', 'http://localhost:1234/v1/chat/completions'],
    ['azure-blob-storage', 'https://fox.blob.core.windows.net/faces/7.jpeg?sig=0'],
    ['amazon-s3', 'https://faces.s3.eu-central-1.amazonaws.com/7.jpeg'],
    ['amazon-s3', 'https://s3.amazonaws.com/faces/7.jpeg'],
    ['digitalocean-spaces', 'https://faces.nyc3.digitaloceanspaces.com/7.jpeg'],
    ['backblaze-b2', 'https://fox-faces.s3.us-west-004.backblazeb2.com/7.jpeg'],
    ['auth0', 'https://fox.eu.auth0.com/oauth/token'],
    ['okta', 'https://fox.okta.com/oauth2/default/v1/token'],
    ['entra-id', 'https://login.microsoftonline.com/common/oauth2/v2.0/token'],
    ['amazon-cognito', 'https://fox.auth.eu-west-1.amazoncognito.com/oauth2/token'],
    ['supabase-auth', 'https://fox.supabase.co/auth/v1/authorize?provider=google'],
    ['third-party', 'https://www.google.com/search?q=cors'],
    ['third-party', 'https://api.notion.com/v1/pages'],
    ['keycloak', 'https://id.example/realms/shop/protocol/openid-connect/token'],
    ['cloudflare-r2', 'https://0f0f.r2.cloudflarestorage.com/faces/7.jpeg?X-Amz-Signature=0'],
    ['cloudflare-r2', 'https://pub-0f0f.r2.dev/faces/7.jpeg'],
    ['aws-lambda-url', 'https://abc.lambda-url.us-east-1.on.aws/health'],
    ['supabase-functions', 'https://fox.supabase.co/functions/v1/orders'],
    ['azure-api-management', 'https://fox.azure-api.net/orders'],
    ['netlify', 'https://fox.netlify.app/.netlify/functions/orders'],
    ['deno-deploy', 'https://fox.deno.dev/orders'],
    ['github-pages', 'https://fox.github.io/data.json'],
    ['cloudflare-access', 'https://fox.cloudflareaccess.com/cdn-cgi/access/login/api.example'],
    ['github-codespaces', 'https://github.dev/pf-signin?id=x&port=8000'],
    ['wordpress', 'https://fox.example/wp-json/wp/v2/posts'],
    ['pocketbase', 'http://127.0.0.1:8090/api/collections/posts/records'],
    ['hasura', 'https://fox.hasura.app/v1/graphql'],
    ['elasticsearch', 'http://localhost:9200/items/_search'],
    ['couchdb', 'http://localhost:5984/items'],
    ['typesense', 'http://localhost:8108/collections/items/documents/search'],
    ['home-assistant', 'http://192.168.1.7:8123/api/states'],
    ['node-red', 'http://localhost:1880/items'],
    ['n8n', 'http://localhost:5678/webhook/items'],
    ['geoserver', 'https://maps.example/geoserver/wms?request=GetMap'],
    ['socket-io', 'http://localhost:3001/socket.io/?EIO=4&transport=polling&t=x'],
    ['google-apps-script', 'https://script.google.com/macros/s/AKf/exec'],
    ['firebase-hosting', 'https://fox-shop.web.app/data.json'],
    ['nextcloud', 'https://cloud.example/remote.php/dav/files/fox/7.txt'],
    ['influxdb', 'http://localhost:8086/api/v2/query?org=fox'],
    ['influxdb', 'https://eu-central-1-1.aws.cloud2.influxdata.com/api/v2/write'],
    ['meilisearch', 'http://localhost:7700/indexes/items/search'],
    ['odoo', 'http://localhost:8069/api/items'],
    ['odoo', 'https://erp.example/web/session/authenticate'],
    ['moonraker', 'http://192.168.1.9:7125/access/oneshot_token'],
    ['appwrite', 'https://fra.cloud.appwrite.io/v1/account'],
    ['opentelemetry-collector', 'http://localhost:4318/v1/traces'],
    ['home-assistant', 'http://homeassistant.local:8123/api/states'],
    ['open-webui', 'https://ai.example/ws/socket.io/?EIO=4&transport=polling&t=x'],
    ['airflow', 'http://localhost:8080/api/v2/dags'],
    ['kibana', 'http://localhost:5601/api/status'],
    ['matomo', 'https://stats.example/index.php?module=API&method=VisitsSummary.get&idSite=1'],
    ['third-party', 'https://github.com/fox/tool/releases/download/v1/tool.wasm'],
    ['comfyui', 'http://127.0.0.1:8188/queue'],
    ['comfyui', 'https://art.example/object_info/KSampler'],
    ['stable-diffusion-webui', 'http://127.0.0.1:7860/sdapi/v1/txt2img'],
    ['chroma', 'http://localhost:8000/api/v2/heartbeat'],
    ['ipfs-kubo', 'http://127.0.0.1:5001/api/v0/add'],
    ['geth', 'http://127.0.0.1:8545/'],
    ['dify', 'https://dify.example/console/api/login'],
    ['flowise', 'https://flow.example/api/v1/prediction/0a'],
    ['ory-hydra', 'http://localhost:4444/oauth2/token'],
    ['ory-kratos', 'https://id.example/self-service/login/browser'],
    ['fusionauth', 'http://localhost:9011/oauth2/token'],
    ['cometbft', 'https://rpc.example:26657/status'],
    ['temporal-ui', 'http://localhost:8080/api/v1/namespaces/default/workflows'],
    ['medusa', 'https://shop.example/store/products'],
    ['clickhouse', 'https://db.example/?add_http_cors_header=1'],
    ['mihomo', 'http://192.168.1.2:9090/proxies'],
    ['vault', 'https://vault.example/v1/auth/userpass/login/anna'],
    ['immich', 'http://192.168.1.7:2283/api/albums'],
    ['rabbitmq', 'http://localhost:15672/api/overview'],
    ['sanity', 'https://0a.api.sanity.io/v2024-01-01/data/query/production'],
    ['salesforce', 'https://fox.my.salesforce.com/services/data/v59.0/query'],
    ['azure-static-web-apps', 'https://fox-tree-0a.2.azurestaticapps.net/data.json'],
    ['laravel', 'https://shop.example/sanctum/csrf-cookie'],
    ['supabase-functions', 'http://127.0.0.1:54321/functions/v1/orders'],
    ['third-party', 'https://dev.azure.com/fox/_apis/projects'],
    ['third-party', 'https://search-fox-0a.eu-west-1.es.amazonaws.com/items/_search'],
    ['cloudflare-workers', 'https://fox.pages.dev/api/contact'],
    ['keycloak', 'https://id.example/admin/realms/shop/users'],
    ['s3-compatible', 'https://s3.fox.example/faces/7.jpeg?X-Amz-Signature=0'],
    ['third-party', 'https://fox.myshopify.com/admin/api/2025-10/products.json'],
  ])('%s', (id, url) => {
    expect(detected({ url, headers: [] })).toEqual([id]);
  });
});

test('an MCP client that asks Express points to the TypeScript SDK', () => {
  const headers: HeaderList = [['X-Powered-By', 'Express']];
  const requestHeaders: HeaderList = [['Mcp-Protocol-Version', '2025-06-18']];
  expect(detected({ headers, requestHeaders })[0]).toBe('mcp-typescript-sdk');
  expect(detected({ headers })).toEqual(['express-cors']);
});

test('an MCP client that asks uvicorn points to FastMCP', () => {
  const headers: HeaderList = [['Server', 'uvicorn']];
  const names = 'content-type,mcp-protocol-version';
  expect(detected({ kind: 'preflight', status: 405, headers })).not.toContain('fastmcp');
  const requestHeaders: HeaderList = [['Access-Control-Request-Headers', names]];
  expect(detected({ kind: 'preflight', status: 405, headers, requestHeaders })).toEqual([
    'fastmcp',
  ]);
});

describe('no server is detected', () => {
  test.each<[string, Image]>([
    ['from a port elsewhere', { url: 'https://api.example:11434/api/tags', headers: [] }],
    ['from a host that only ends alike', { url: 'https://evil-r2.dev/a', headers: [] }],
    [
      'from a host that only starts alike',
      { url: 'https://google.com.evil.example/', headers: [] },
    ],
    [
      'from a part of a service that allows pages',
      { url: 'https://api.github.com/user', headers: [] },
    ],
    ['from an Envoy that many gateways contain', { headers: [['Server', 'envoy']] }],
    [
      'from a port of a codespace that answers',
      { url: 'https://fox-8000.app.github.dev/items', headers: [] },
    ],
    ['from a login that others have too', { status: 302, headers: [['Location', '/login?rd=/a']] }],
    [
      'from a GraphQL address that many servers have',
      { url: 'https://a.example/v1/graphql', headers: [] },
    ],
    ['from Tornado without an address of Jupyter', { headers: [['Server', 'Tornado/6']] }],
    [
      'from an address of tRPC, which runs in many servers',
      { url: 'https://a.example/trpc/x', headers: [] },
    ],
    [
      'from a load balancer that redirects to https',
      {
        status: 301,
        headers: [
          ['Server', 'awselb/2.0'],
          ['Location', 'https://api.example/items'],
        ],
      },
    ],
    [
      'from a service on Cloud Run that answers itself',
      {
        url: 'https://fox-0f-ew.a.run.app/items',
        status: 403,
        headers: [
          ['Server', 'Google Frontend'],
          ['Content-Type', 'application/json'],
        ],
      },
    ],
    [
      'from an address that many servers of tokens have',
      { url: 'https://id.example/oauth2/token', headers: [] },
    ],
    [
      'from a preflight that names the lists behind a known server',
      {
        kind: 'preflight',
        headers: [
          ['Access-Control-Max-Age', '100'],
          ['Content-Length', '0'],
          ['Vary', 'Accept-Encoding'],
        ],
      },
    ],
    [
      'from an address like that of Flowise',
      { url: 'https://a.example/api/v1/items', headers: [] },
    ],
    ['from Cowboy, which proxies name too', { headers: [['Server', 'Cowboy']] }],
    ['from a path that only looks alike', { url: 'https://a.example/x/realms', headers: [] }],
    ['from an answer without a name', { headers: [['Content-Type', 'application/json']] }],
    ['from a refusal without a name', { kind: 'preflight', status: 404, headers: [] }],
    [
      'behind Cloudflare, which can be in front of any server',
      {
        headers: [
          ['Server', 'cloudflare'],
          ['CF-Ray', '8a-FRA'],
        ],
      },
    ],
    ['from the request id of an API Gateway alone', { headers: [['x-amzn-RequestId', 'a-b']] }],
    [
      'from a common CORS answer',
      {
        headers: [
          ['Access-Control-Allow-Origin', '*'],
          ['Vary', 'Origin'],
        ],
      },
    ],
    [
      'from a hostile name',
      {
        headers: [
          ['Server', 'Kestrel\u0000'],
          ['X-Powered-By', 'next.js!'],
        ],
      },
    ],
  ])('%s', (_, image) => {
    expect(detected(image)).toEqual([]);
  });
});
