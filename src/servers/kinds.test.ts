import { describe, expect, test } from 'vitest';
import { originOf } from '../model/origin.ts';
import { plainText } from '../model/prose.ts';
import type { AnswerRequirement } from '../model/requirement.ts';
import { stacks } from './index.ts';
import { type Remedy, type Snippet, type StackKind, snippetText } from './kit/stack.ts';

/** What small servers print, each in the form of its kind. */

const PAGE = originOf('https://app.example');
const SERVER = originOf('http://localhost:8000');

const asked: AnswerRequirement = {
  server: SERVER,
  url: `${SERVER}/api/data`,
  method: 'POST',
  origin: PAGE,
  origins: [PAGE],
  credentials: false,
  methods: [],
  headers: ['content-type'],
  expose: [],
  preflight: true,
};

function remedyOf(id: string, change: Partial<AnswerRequirement> = {}): Remedy {
  const stack = stacks.find((one) => one.id === id);
  const remedy = stack?.remedy({ ...asked, ...change }, { server: SERVER, answers: [] });
  if (remedy === undefined || remedy === null) throw new Error(`nothing for ${id}`);
  return remedy;
}

const shownOf = ({ file, place, ...snippet }: Snippet): string =>
  [file, plainText(place), snippetText({ file, place, ...snippet })].join('\n');

describe('the printed fix has', () => {
  test.each<[id: string, lines: readonly string[], change?: Partial<AnswerRequirement>]>([
    [
      'ollama',
      [
        'OLLAMA_ORIGINS=https://app.example\n',
        `Environment="%s"\\n' "OLLAMA_ORIGINS=https://app.example" |`,
        'sudo systemctl restart ollama',
        '--env "OLLAMA_ORIGINS=https://app.example"',
        'launchctl setenv OLLAMA_ORIGINS "https://app.example"',
        'setx OLLAMA_ORIGINS "https://app.example"',
      ],
    ],
    [
      'llama-server',
      ["--cors-origins 'https://app.example' \\\n", "--cors-headers 'content-type'\n"],
    ],
    [
      'fastmcp',
      [
        'allow_origins=["https://app.example"],',
        'allow_methods=["GET", "POST", "DELETE"],',
        '"mcp-protocol-version", "mcp-session-id", "last-event-id"],',
        'expose_headers=["mcp-session-id"],',
      ],
    ],
    ['keycloak', ['Web origins', 'Clients', '\nhttps://app.example\n']],
    [
      'cloudflare-r2',
      [
        'CORS Policy',
        '"AllowedOrigins": ["https://app.example"],',
        '"AllowedMethods": ["PUT"],',
        '"AllowedHeaders": ["content-type"]\n',
      ],
      { method: 'PUT', methods: ['PUT'] },
    ],
    [
      'minio',
      ['MINIO_API_CORS_ALLOW_ORIGIN=https://app.example\n', 'sudo systemctl restart minio'],
    ],
    [
      'aws-lambda-url',
      [
        'aws lambda update-function-url-config --function-name "$FUNCTION"',
        `--cors '{"AllowOrigins": ["https://app.example"], "AllowMethods": ["POST"],`,
      ],
    ],
    [
      'vllm',
      [
        `--allowed-origins '["https://app.example"]' \\\n`,
        `--allowed-methods '["GET", "POST"]' \\\n`,
        `--allowed-headers '["authorization", "content-type"]'\n`,
      ],
    ],
    ['comfyui', ["--enable-cors-header 'https://app.example'\n"]],
    [
      'stable-diffusion-webui',
      ["--cors-allow-origins='https://app.example,https://b.example'\n"],
      { origins: [PAGE, originOf('https://b.example')] },
    ],
    ['chroma', ['cors_allow_origins: ["https://app.example"]\n', 'chroma run config.yaml']],
    [
      'ipfs-kubo',
      [
        `ipfs config --json API.HTTPHeaders.Access-Control-Allow-Origin '["https://app.example"]'\n`,
        `ipfs config --json API.HTTPHeaders.Access-Control-Allow-Methods '["POST"]'\n`,
      ],
    ],
    ['geth', ["--http.corsdomain 'https://app.example'\n"]],
    ['dify', ['WEB_API_CORS_ALLOW_ORIGINS=https://app.example\n']],
    [
      'dify',
      ['CONSOLE_CORS_ALLOW_ORIGINS=https://app.example\n'],
      { url: `${SERVER}/console/api/apps` },
    ],
    [
      'flowise',
      ['CORS_ORIGINS=https://app.example\nCORS_ALLOW_CREDENTIALS=true\n', 'flowiseai/flowise'],
      { credentials: true },
    ],
    [
      'ory-hydra',
      [
        'serve:\n  public:\n    cors:\n      enabled: true\n',
        '      allowed_origins: ["https://app.example"]\n',
      ],
    ],
    ['discourse', ['DISCOURSE_ENABLE_CORS: true\n', 'cors origins', '\nhttps://app.example\n']],
    [
      'rabbitmq',
      [
        'management.cors.allow_origins.1 = https://app.example\n',
        'management.cors.allow_origins.2 = https://b.example\n',
      ],
      { origins: [PAGE, originOf('https://b.example')] },
    ],
    ['sanity', ["npx sanity cors add 'https://app.example' --no-credentials\n"]],
    [
      'sanity',
      ["npx sanity cors add 'https://app.example' --credentials\n"],
      { credentials: true },
    ],
    ['salesforce', ['Allowed Origins List', '\nhttps://app.example\n']],
    [
      'salesforce',
      ['Enable CORS for OAuth endpoints'],
      { url: 'https://fox.my.salesforce.com/services/oauth2/token' },
    ],
    [
      'azure-static-web-apps',
      ['"globalHeaders": {', '"Access-Control-Allow-Origin": "https://app.example"'],
      { method: 'GET', headers: [], preflight: false },
    ],
    [
      'netlify',
      [
        '[[headers]]\n  for = "/fonts/fox.woff2"\n',
        '    Access-Control-Allow-Origin = "https://app.example"\n',
      ],
      { method: 'GET', headers: [], preflight: false, url: `${SERVER}/fonts/fox.woff2` },
    ],
    [
      'docker-registry',
      [
        'REGISTRY_HTTP_HEADERS_Access-Control-Allow-Origin: "[https://app.example]"\n',
        'Access-Control-Expose-Headers',
        'docker-content-digest',
      ],
      { method: 'GET' },
    ],
    [
      'matomo',
      ['[General]', 'cors_domains[] = "https://app.example"\n'],
      { method: 'GET', headers: [], preflight: false },
    ],
    [
      'airflow',
      ['AIRFLOW__API__ACCESS_CONTROL_ALLOW_ORIGINS=https://app.example\n', 'apache/airflow'],
    ],
    [
      'kibana',
      ['server.cors.enabled: true\n', 'server.cors.allowOrigin: ["https://app.example"]\n'],
    ],
    [
      'azure-front-door',
      ['Rule set', '\nhttps://app.example\n'],
      { method: 'GET', headers: [], preflight: false },
    ],
    [
      'fastly',
      ['http.Access-Control-Allow-Origin', '\n"https://app.example"\n'],
      { method: 'GET', headers: [], preflight: false },
    ],
    ['payload', ["cors: ['https://app.example'],\n"]],
    ['unleash', ['CORS origins', '\nhttps://app.example\n']],
    ['casdoor', ['Redirect URLs', '\nhttps://app.example\n']],
    ['zitadel', ['Additional Origins', '\nhttps://app.example\n']],
    [
      'vercel',
      ['"key": "Access-Control-Allow-Origin",', '"value": "https://app.example"'],
      { method: 'GET', headers: [], preflight: false },
    ],
    [
      'keystone',
      ["cors: {\n  origin: ['https://app.example'],\n  credentials: true,\n"],
      { credentials: true },
    ],
    [
      'tyk',
      [
        '"CORS": {\n  "enable": true,\n',
        '  "allowed_origins": ["https://app.example"],\n',
        '  "allow_credentials": false\n',
      ],
    ],
    [
      'cloudflare',
      ['any(http.request.headers["origin"][*] == "https://app.example")\n'],
      { method: 'GET', headers: [], preflight: false },
    ],
    ['payload', ["  headers: ['x-tenant'],\n"], { headers: ['x-tenant'] }],
    [
      'serve',
      ['"key": "Access-Control-Allow-Origin", "value": "https://app.example"'],
      { method: 'GET', headers: [], preflight: false },
    ],
    ['localai', ['LOCALAI_CORS_ALLOW_ORIGINS=https://app.example\n', 'localai/localai']],
    [
      'open-webui',
      ['CORS_ALLOW_ORIGIN=https://app.example;https://b.example\n'],
      { origins: [PAGE, originOf('https://b.example')] },
    ],
    [
      'mcp-python-sdk',
      ['    mcp.streamable_http_app(),', '    expose_headers=["mcp-session-id"],'],
    ],
    [
      'mcp-typescript-sdk',
      ["    origin: ['https://app.example'],", "    exposedHeaders: ['mcp-session-id'],"],
    ],
    [
      'azure-blob-storage',
      [
        "az storage cors add \\\n  --account-name 'fox' --services b \\\n  --origins 'https://app.example' \\\n  --methods 'PUT' \\\n  --allowed-headers 'content-type' \\\n  --max-age 3600\n",
      ],
      { method: 'PUT', methods: ['PUT'], url: 'https://fox.blob.core.windows.net/a/b?sig=0' },
    ],
    [
      'digitalocean-spaces',
      [
        '"AllowedOrigins": ["https://app.example"],',
        "--bucket 'faces' \\\n  --endpoint-url 'https://nyc3.digitaloceanspaces.com' \\\n",
      ],
      { url: 'https://faces.nyc3.cdn.digitaloceanspaces.com/7.jpeg' },
    ],
    [
      'backblaze-b2',
      [
        '"allowedOperations": ["s3_get", "b2_download_file_by_name", "b2_download_file_by_id"],',
        `b2 bucket update --cors-rules "$(cat cors.json)" 'fox-faces'\n`,
      ],
      { method: 'GET', url: 'https://f004.backblazeb2.com/file/fox-faces/7.jpeg' },
    ],
    ['auth0', ['Allowed Web Origins', 'Allowed Origins (CORS)', '\nhttps://app.example\n']],
    ['okta', ['Trusted Origins', '\nhttps://app.example\n']],
    ['entra-id', ['Single-page application', '\nhttps://app.example\n']],
    [
      'traefik',
      [
        'accessControlAllowOriginList: ["https://app.example"]\n',
        'accessControlAllowHeaders: ["content-type"]\n',
        '- "traefik.http.middlewares.cors.headers.accesscontrolalloworiginlist=https://app.example"',
        'addVaryHeader: true',
      ],
    ],
    [
      'ingress-nginx',
      [
        'metadata.annotations',
        'nginx.ingress.kubernetes.io/enable-cors: "true"\n',
        'nginx.ingress.kubernetes.io/cors-allow-origin: "https://app.example, https://b.example"\n',
        'nginx.ingress.kubernetes.io/cors-allow-credentials: "false"\n',
      ],
      { origins: [PAGE, originOf('https://b.example')] },
    ],
    [
      'istio',
      ['corsPolicy:\n', '    - exact: "https://app.example"\n', 'allowHeaders: ["content-type"]'],
    ],
    ['envoy-gateway', ['kind: SecurityPolicy', '    allowOrigins: ["https://app.example"]\n']],
    ['kong', ['- name: cors\n', '    origins: ["https://app.example"]\n']],
    [
      'apisix',
      [
        '"allow_origins": "https://app.example",',
        '"allow_credential": false,',
        '"allow_methods": "POST",',
      ],
    ],
    [
      'haproxy',
      [
        'if { req.fhdr(Origin) -m str https://app.example }\n',
        'http-request return status 204 if METH_OPTIONS { var(txn.cors_origin) -m found }',
        'http-after-response set-header Access-Control-Allow-Headers content-type if',
      ],
    ],
    [
      'varnish',
      [
        'if (req.http.Origin == "https://app.example") {\n',
        'set resp.http.Access-Control-Allow-Headers = "content-type";',
      ],
    ],
    [
      'iis',
      [
        '<system.webServer>',
        '  <add origin="https://app.example">\n    <allowHeaders>\n      <add header="content-type" />\n',
      ],
    ],
    [
      'azure-api-management',
      [
        '<cors allow-credentials="false">',
        '<origin>https://app.example</origin>',
        '<method>POST</method>',
      ],
    ],
    [
      'vercel',
      [
        "import { next } from '@vercel/functions';",
        "const allowedOrigins = ['https://app.example'];",
      ],
    ],
    ['netlify', ["export const config: Config = { path: '/*' };", 'await context.next();']],
    ['deno-deploy', ['Deno.serve(async (request) => {', 'await handle(request);']],
    ['sveltekit', ['export const handle: Handle = async', 'await resolve(event);']],
    [
      'sveltekit',
      ["csrf: { trustedOrigins: ['https://app.example'] },"],
      { method: 'DELETE', methods: ['DELETE'] },
    ],
    ['astro', ['export const onRequest = defineMiddleware(', 'await next();']],
    [
      'strapi',
      [
        "  name: 'strapi::cors',",
        "    origin: ['https://app.example'],",
        'keepHeadersOnError: true',
      ],
    ],
    [
      'directus',
      [
        'CORS_ORIGIN=https://app.example\n',
        'CORS_CREDENTIALS=false\n',
        '--env "CORS_ENABLED=true" \\\n',
        'CORS_ALLOWED_HEADERS=content-type,authorization,x-token\n',
      ],
      { headers: ['x-token'] },
    ],
    [
      'wordpress',
      ["if (in_array($origin, ['https://app.example'], true)) {", 'wp-content/mu-plugins/cors.php'],
    ],
    ['pocketbase', ["--origins='https://app.example'\n"]],
    ['hasura', ['HASURA_GRAPHQL_CORS_DOMAIN=https://app.example\n', 'hasura/graphql-engine']],
    ['postgrest', ['PGRST_SERVER_CORS_ALLOWED_ORIGINS=https://app.example\n']],
    [
      'elasticsearch',
      [
        'http.cors.enabled: true\n',
        'http.cors.allow-origin: "https://app.example"\n',
        'opensearch.yml',
      ],
    ],
    ['couchdb', ['[cors]\norigins = https://app.example\ncredentials = false\n', 'Fauxton']],
    ['typesense', ["--enable-cors \\\n--cors-domains='https://app.example'\n"]],
    ['jupyter', ['c.ServerApp.allow_origin = "https://app.example"\n', 'jupyter_server_config.py']],
    ['home-assistant', ['  cors_allowed_origins:\n    - "https://app.example"\n']],
    ['node-red', ['httpNodeCors: {\n', "  origin: ['https://app.example'],"]],
    ['gitea', ['[cors]\nENABLED = true\nALLOW_DOMAIN = https://app.example\n']],
    ['drupal', ['    allowedOrigins: ["https://app.example"]\n', 'sites/default/services.yml']],
    [
      'geoserver',
      ['CORS_ALLOWED_ORIGINS=https://app.example\n', 'CORS_ALLOWED_HEADERS=content-type\n'],
    ],
    ['n8n', ['Allowed Origins (CORS)', '\nhttps://app.example\n']],
    [
      'chi-cors',
      ['\tAllowedOrigins: []string{"https://app.example"},\n', 'r.Use(cors.Handler(cors.Options{'],
    ],
    [
      'echo-cors',
      ['\tAllowOrigins: []string{"https://app.example"},\n', 'labstack/echo/v4/middleware'],
    ],
    [
      'fiber-cors',
      ['\tAllowHeaders: []string{"content-type"},\n', 'gofiber/fiber/v3/middleware/cors'],
    ],
    [
      'gorilla-handlers',
      ['\thandlers.AllowedOrigins([]string{"https://app.example"}),\n', ')(r)\n'],
    ],
    [
      'axum',
      [
        'use axum::http::{HeaderName, HeaderValue, Method};\n',
        '        HeaderValue::from_static("https://app.example"),\n',
        '    .allow_methods([Method::PUT, Method::from_bytes(b"PURGE").unwrap()])\n',
        '    .allow_headers([HeaderName::from_static("content-type")]);\n',
      ],
      { methods: ['PUT', 'PURGE'] },
    ],
    [
      'actix-cors',
      ['    .allowed_origin("https://app.example")\n', '    .allowed_headers(["content-type"]);\n'],
    ],
    [
      'socket-io',
      ['const io = new Server(httpServer, {\n', "    origin: ['https://app.example'],\n"],
    ],
    [
      'graphql-yoga',
      [
        "  origin: ['https://app.example'],\n  credentials: false,\n",
        "  methods: ['GET', 'POST'],\n",
      ],
    ],
    [
      'graphql-yoga',
      [
        "  const allowedOrigins = ['https://app.example', 'https://b.example'];\n",
        '  if (!allowedOrigins.includes(origin)) return false;\n',
      ],
      { origins: [PAGE, originOf('https://b.example')] },
    ],
    [
      'lighttpd',
      [
        '$REQUEST_HEADER["Origin"] == "https://app.example" {\n',
        '        "Access-Control-Allow-Headers" => "content-type",\n',
      ],
    ],
    [
      'tornado',
      [
        'ALLOWED_ORIGINS = ["https://app.example"]\n',
        'self.set_header("Access-Control-Allow-Headers", "content-type")\n',
      ],
    ],
    [
      'bottle',
      [
        'ALLOWED_ORIGINS = ["https://app.example"]\n',
        '    ("Access-Control-Allow-Headers", "content-type"),\n',
        'bottle.run(with_cors(app), …)',
      ],
    ],
    [
      'jetty',
      [
        '    <param-value>https://app.example</param-value>\n',
        '    <param-name>chainPreflight</param-name>\n    <param-value>false</param-value>\n',
      ],
    ],
    ['plack', ["    origins => ['https://app.example'],\n", "    headers => ['content-type'];\n"]],
    [
      'prometheus',
      ["--web.cors.origin='https://app[.]example|https://b[.]example'\n"],
      { methods: [], headers: [], origins: [PAGE, originOf('https://b.example')] },
    ],
    ['apollo-server', ['cors<cors.CorsRequest>({\n', "  origin: ['https://app.example'],\n"]],
    ['trpc', ['middleware: cors({\n', "  origin: ['https://app.example'],\n"]],
    [
      'aiohttp-cors',
      [
        '        "https://app.example": aiohttp_cors.ResourceOptions(\n',
        'for route in list(app.router.routes()):\n    cors.add(route)\n',
      ],
    ],
    ['falcon', ['        falcon.CORSMiddleware(\n', 'allow_origins=["https://app.example"],\n']],
    [
      'ktor',
      [
        '    allowHost("localhost:3000", schemes = listOf("http"))\n',
        '    allowHeader("content-type")\n',
      ],
      { origins: [PAGE, originOf('http://localhost:3000')] },
    ],
    [
      'quarkus',
      [
        'quarkus.http.cors.origins=https://app.example\n',
        'quarkus.http.cors.access-control-allow-credentials=false\n',
      ],
    ],
    [
      'micronaut',
      ['          allowed-origins: ["https://app.example"]\n', 'allow-credentials: false\n'],
    ],
    [
      'symfony-nelmio',
      [
        '        allow_origin: ["https://app.example"]\n',
        '        allow_methods: ["GET", "POST", "PUT", "PATCH", "DELETE"]\n',
      ],
    ],
    [
      'phoenix-cors-plug',
      ['plug CORSPlug,\n  origin: ["https://app.example"],\n  credentials: false,\n'],
    ],
    ['odoo', ['cors="https://app.example",\n']],
    [
      'firebase-hosting',
      ['{ "key": "Access-Control-Allow-Origin", "value": "https://app.example" }\n'],
      { method: 'GET', headers: [], preflight: false },
    ],
    [
      'react-router',
      ["const allowedOrigins = ['https://app.example'];\n", '  async ({ request }, next) => {\n'],
    ],
    [
      'slim',
      [
        "    $allowedOrigins = ['https://app.example'];\n",
        "->withHeader('Access-Control-Allow-Headers', 'content-type');\n",
      ],
    ],
    [
      's3-compatible',
      [
        '"AllowedOrigins": ["https://app.example"],\n',
        "  --bucket 'faces' \\\n  --endpoint-url 'https://s3.fox.example:9000' \\\n",
      ],
      { url: 'https://faces.s3.fox.example:9000/7.jpeg' },
    ],
    ['nextcloud', ["'webapppassword.origins' => ['https://app.example'],\n"]],
    ['moonraker', ['[authorization]\ncors_domains:\n  https://app.example\n']],
    ['appwrite', ['\napp.example\n']],
    [
      'opentelemetry-collector',
      [
        '          allowed_origins: ["https://app.example"]\n',
        '          allowed_headers: ["content-type"]\n',
      ],
    ],
    ['supabase-functions', ["const allowedOrigins = ['https://app.example'];", 'Deno.serve(async']],
  ])('%s', (id, lines, change) => {
    const text = remedyOf(id, change).snippets.map(shownOf).join('\n');
    for (const line of lines) expect(text).toContain(line);
  });
});

describe('a value that is no plain word is in no environment variable', () => {
  test.each(['ollama', 'minio', 'localai', 'open-webui', 'vllm', 'azure-blob-storage'])(
    '%s',
    (id) => {
      const origin = originOf("https://a'$(reboot)'.example");
      const stack = stacks.find((one) => one.id === id);
      const hostile = { ...asked, origin, origins: [origin] };
      const text = stack
        ?.remedy(hostile, { server: SERVER, answers: [] })
        ?.snippets.map(snippetText);
      expect(text?.join('') ?? '').not.toMatch(/reboot/);
    },
  );
});

test('a server with one origin gets no fix for two', () => {
  const stack = stacks.find(({ id }) => id === 'llama-server');
  const two = { ...asked, origins: [PAGE, originOf('https://other.example')] };
  expect(stack?.remedy(two, { server: SERVER, answers: [] })).toBeNull();
});

test('there is a server of every kind', () => {
  const kinds: readonly StackKind[] = [
    'code',
    'configuration',
    'platform',
    'product',
    'in-front',
    'not-yours',
  ];
  expect([...new Set(stacks.map(({ kind }) => kind))]).toEqual(expect.arrayContaining([...kinds]));
});

describe('a product says how its new setting takes effect', () => {
  const seen = { server: SERVER, answers: [] };
  const products = stacks.filter(
    ({ kind, remedy }) => kind === 'product' && remedy(asked, seen) !== null,
  );
  test.each(products.map(({ id }) => id))('%s', (id) => {
    const { restart, snippets } = remedyOf(id);
    const steps = [...(restart ? [restart.text] : []), ...snippets.map(({ place }) => place)];
    const text = steps.map(plainText).join(' ');
    expect(text).toMatch(/restart|start it again|\bsave\b|reload|at once/i);
  });
});
